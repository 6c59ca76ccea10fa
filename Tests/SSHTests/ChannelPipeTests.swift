import TestSupport
import Testing

@testable import SSH

@Suite(.timeLimit(.minutes(1)))
struct ChannelPipeTests {
    private static func read(_ pipe: ChannelPipe, _ count: Int) -> (bytes: [UInt8], answer: StreamAnswer) {
        var buffer = [UInt8](repeating: 0, count: count)
        let answer = buffer.withUnsafeMutableBytes { pipe.read(into: $0) }
        guard case .bytes(let moved) = answer else { return ([], answer) }
        return (Array(buffer[..<moved]), answer)
    }

    private static func write(_ pipe: ChannelPipe, _ bytes: [UInt8]) -> StreamAnswer {
        bytes.withUnsafeBytes { pipe.write($0) }
    }

    private static func deliver(_ pipe: ChannelPipe, _ bytes: [UInt8]) {
        bytes.withUnsafeBytes { pipe.deliver($0) }
    }

    @Test func everyByteArrivesOnceAndInOrderBothWays() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let pipe = ChannelPipe(linkBell: Doorbell())
        var (written, taken, delivered, received): ([UInt8], [UInt8], [UInt8], [UInt8]) = ([], [], [], [])
        for _ in 0..<2_000 {
            let piece = (0..<random.next(below: 3_000)).map { _ in UInt8.random(in: 0...255, using: &random) }
            switch random.next(below: 4) {
            case 0:
                if case .bytes(let count) = Self.write(pipe, piece) { written += piece[..<count] }
            case 1:
                var buffer: [UInt8] = []
                pipe.take(into: &buffer)
                taken += buffer
            case 2 where pipe.askForRoom():
                Self.deliver(pipe, piece)
                delivered += piece
            default: received += Self.read(pipe, 1 + random.next(below: 4_000)).bytes
            }
        }
        var buffer: [UInt8] = []
        pipe.take(into: &buffer)
        taken += buffer
        pipe.end(.closed)
        var last = Self.read(pipe, 5_000)
        while case .bytes = last.answer {
            received += last.bytes
            last = Self.read(pipe, 5_000)
        }
        #expect(taken == written, "seed \(seed)")
        #expect(received == delivered, "seed \(seed)")
        // The end is told after the last byte and not before.
        #expect(last.answer == .lost(.closed))
    }

    @Test func whatNobodyReadsIsBounded() {
        let pipe = ChannelPipe(linkBell: Doorbell())
        let piece = [UInt8](repeating: 1, count: 100 << 10)
        var total = 0
        while case .bytes(let count) = Self.write(pipe, piece) { total += count }
        #expect(total == ChannelPipe.capacity)
        var pieces = 0
        while pipe.askForRoom() {
            Self.deliver(pipe, piece)
            pieces += 1
        }
        #expect(pieces * piece.count < ChannelPipe.capacity + piece.count)
    }

    @Test func aPipeThatIsShutTakesAndGivesNothing() {
        let pipe = ChannelPipe(linkBell: Doorbell())
        Self.deliver(pipe, [1, 2, 3])
        _ = Self.write(pipe, [4])
        pipe.shut()
        #expect(Self.read(pipe, 10).answer == .lost(.closed))
        #expect(Self.write(pipe, [5]) == .lost(.closed))
        // What was written before still goes out.
        var buffer: [UInt8] = []
        pipe.take(into: &buffer)
        #expect(buffer == [4])
    }

    @Test func aRingIsKeptForWhoeverWaitsNextAndOnlyOnce() async throws {
        let poller = try ReadinessPoller()
        let bell = Doorbell()
        bell.ring()
        bell.ring()
        #expect(await bell.wait(poller, until: .now.advanced(by: .seconds(30))) == .ready)
        #expect(await bell.wait(poller, until: .now.advanced(by: .milliseconds(20))) == .deadline)
        // One that comes after a wait has ended is not lost on that wait.
        bell.ring()
        #expect(await bell.wait(poller, until: .now.advanced(by: .seconds(30))) == .ready)
    }

    @Test func noRingIsLostBetweenTwoThreads() async throws {
        let poller = try ReadinessPoller()
        let (here, there) = (Doorbell(), Doorbell())
        async let echo = Self.answer(there, to: here, poller)
        for _ in 0..<5_000 {
            there.ring()
            guard await here.wait(poller, until: .now.advanced(by: .seconds(30))) == .ready else {
                Issue.record("a ring was lost")
                break
            }
        }
        #expect(await echo == 5_000)
    }

    @concurrent
    private static func answer(_ bell: Doorbell, to other: Doorbell, _ poller: ReadinessPoller) async -> Int {
        for count in 0..<5_000 {
            guard await bell.wait(poller, until: .now.advanced(by: .seconds(30))) == .ready else { return count }
            other.ring()
        }
        return 5_000
    }
}
