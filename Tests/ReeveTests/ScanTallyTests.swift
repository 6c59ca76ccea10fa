import EstateModel
import Scanning
import Testing

@testable import Reeve

struct ScanTallyTests {
    private let timeout = Problem(.connectTimeout, message: "db: did not end in time", remedy: "look")

    private func tally(_ events: [(ScanEvent, Double)]) -> ScanTally {
        var tally = ScanTally()
        for (event, second) in events { tally.note(event, at: .seconds(second)) }
        return tally
    }

    @Test func everyTargetIsCountedOnce() {
        let tally = tally([
            (.began(targets: 4), 0),
            (.hostBegan(target: "a"), 0), (.hostBegan(target: "b"), 0), (.hostBegan(target: "c"), 0),
            (.hostWillBeRetried(target: "a", problem: timeout, after: .seconds(2)), 1),
            (.hostEnded(target: "b", result: .unchanged, elapsed: .seconds(1)), 1),
        ])
        #expect(tally.done == 1)
        #expect(tally.inFlightCount == 1)
        #expect(tally.waitingCount == 1)
        var later = tally
        later.note(.hostBegan(target: "a"), at: .seconds(3))
        #expect(later.waitingCount == 0)
        later.note(.hostEnded(target: "a", result: .failed(timeout), elapsed: .seconds(1)), at: .seconds(4))
        later.note(.hostEnded(target: "d", result: .deferred(timeout), elapsed: .zero), at: .seconds(4))
        #expect(later.done == 3)
        #expect(later.failures == [.connectTimeout: 1])
        #expect(later.deferred == 1)
    }

    @Test func theRateIsThatOfTheLastTenSeconds() {
        var tally = tally([(.began(targets: 1000), 0)])
        for index in 0..<100 {
            let event = ScanEvent.hostEnded(target: "\(index)", result: .unchanged, elapsed: .zero)
            tally.note(event, at: .seconds(Double(index) / 10))
        }
        #expect(abs(tally.rate(at: .seconds(10)) - 10) < 1.2)
        #expect(tally.timeLeft(at: .seconds(10)).map { abs($0.inSeconds - 90) < 12 } == true)
        // Nothing happened since.
        #expect(tally.rate(at: .seconds(60)) == 0)
        #expect(tally.timeLeft(at: .seconds(60)) == nil)
    }

    @Test func theLongestVisitsAreNamed() {
        var tally = ScanTally()
        for index in 0..<100 { tally.note(.hostBegan(target: "h\(index)"), at: .seconds(Double((index * 37) % 100))) }
        let longest = tally.longest(3, at: .seconds(100))
        #expect(longest.map(\.elapsed) == [.seconds(100), .seconds(99), .seconds(98)])
        #expect(longest.first?.target == "h0")
    }

    @Test(arguments: [40, 80, 120])
    func nothingIsWiderThanTheTerminalShows(_ columns: Int) {
        var tally = tally([(.began(targets: 12_345), 0)])
        let codes: [Problem.Code] = [
            .connectTimeout, .authenticationRefused, .connectionLost, .noCommonAlgorithm, .hostKeyChanged,
        ]
        for (index, code) in codes.enumerated() {
            let problem = Problem(code, message: "m", remedy: "r")
            tally.note(.hostEnded(target: "\(index)", result: .failed(problem), elapsed: .zero), at: .seconds(1))
        }
        tally.note(.hostBegan(target: "slow\u{1B}[31m"), at: .seconds(1))
        let lines = tally.lines(columns: columns, at: .seconds(9))
        #expect(lines.count == 4)
        #expect(lines[2].hasPrefix("failed by reason: "))
        #expect(displayWidth(lines[2]) < columns)
        #expect(!lines.joined().contains("\u{1B}"))
        #expect(lines[0].contains("5 of 12,345"))
    }

    @Test(arguments: [(5.0, "5 s"), (99, "99 s"), (130, "2 min"), (3600, "1 h 0 min"), (3900, "1 h 5 min")])
    func timesAreRough(_ seconds: Double, _ text: String) {
        #expect(ScanTally.rough(.seconds(seconds)) == text)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (12_345_678, "12,345,678")])
    func numbersAreGrouped(_ number: Int, _ text: String) {
        #expect(ScanTally.grouped(number) == text)
    }

    /// Ten thousand hosts in a minute must cost next to nothing.
    @Test func noEventLooksAtAllTargets() {
        var tally = ScanTally()
        let clock = ContinuousClock()
        let elapsed = clock.measure {
            for index in 0..<100_000 {
                tally.note(.hostBegan(target: "host-\(index)"), at: .seconds(1))
                if index % 2 == 0 {
                    let event = ScanEvent.hostEnded(target: "host-\(index)", result: .unchanged, elapsed: .zero)
                    tally.note(event, at: .seconds(1))
                }
            }
        }
        #expect(elapsed < .seconds(10))
    }
}
