import EstateModel
import Testing

@testable import Scanning

struct AdmissionQueueTests {
    private static func target(_ name: String, site: String? = nil, jumpHost: JumpHost? = nil) -> Target {
        var target = Target(name: name, address: "\(name).example", user: "reeve", credential: "key")
        target.site = site
        target.route = jumpHost.map { [$0] } ?? []
        return target
    }

    /// Accepts the login, so that only the limits under test hold.
    private static func queue(
        _ targets: [Target],
        _ limits: ScanLimits,
        hypervisors: [String: String] = [:]
    ) -> AdmissionQueue {
        var queue = AdmissionQueue(targets, limits: limits, hypervisors: hypervisors)
        for index in targets.indices { queue.accepted(loginOf: index) }
        return queue
    }

    private static let fast = ScanLimits(hostsAtOnce: 1000, connectionsPerSecond: 1_000_000)

    /// Begins what can be begun, a second after the last.
    private static func beginAll(_ queue: inout AdmissionQueue, at now: Duration = .seconds(1)) -> [Int] {
        var begun: [Int] = []
        while case .begin(let index) = queue.next(at: now + .seconds(begun.count)) { begun.append(index) }
        return begun
    }

    @Test func hostsAtOnceAreLimited() {
        var limits = Self.fast
        limits.hostsAtOnce = 3
        var queue = Self.queue((0..<5).map { Self.target("host\($0)") }, limits)
        #expect(Self.beginAll(&queue) == [0, 1, 2])
        #expect(queue.next(at: .seconds(9)) == .wait(until: nil))
        queue.ended(1)
        #expect(queue.next(at: .seconds(9)) == .begin(3))
    }

    @Test func aFullSiteHoldsUpNoOtherSite() {
        var limits = Self.fast
        limits.hostsAtOncePerSite = ["depot": 1]
        let targets = [
            Self.target("a", site: "depot"), Self.target("b", site: "depot"), Self.target("c", site: "town-hall"),
            Self.target("d"),
        ]
        var queue = Self.queue(targets, limits)
        #expect(Set(Self.beginAll(&queue)) == [0, 2, 3])
        queue.ended(0)
        #expect(queue.next(at: .seconds(99)) == .begin(1))
    }

    @Test func aJumpHostAndAHypervisorAreSpared() {
        var bastion = JumpHost(name: "bastion", address: "127.0.0.1", user: "reeve", credential: "key")
        bastion.hostsAtOnce = 2
        let targets = (0..<6).map { Self.target("host\($0)", jumpHost: $0 < 3 ? bastion : nil) }
        var limits = Self.fast
        limits.guestsAtOncePerHypervisor = 1
        var queue = Self.queue(targets, limits, hypervisors: ["host3": "kvm1", "host4": "kvm1", "host0": "kvm1"])
        let begun = Self.beginAll(&queue)
        #expect(begun.count { $0 < 3 } <= 2)
        #expect(begun.count { [0, 3, 4].contains($0) } == 1)
        #expect(begun.contains(5))
    }

    @Test func connectionsAreSpreadOverTime() {
        var limits = Self.fast
        limits.connectionsPerSecond = 10
        var queue = Self.queue([Self.target("a"), Self.target("b")], limits)
        #expect(queue.next(at: .zero) == .begin(0))
        #expect(queue.next(at: .milliseconds(20)) == .wait(until: .milliseconds(100)))
        #expect(queue.next(at: .milliseconds(100)) == .begin(1))
    }

    @Test func aRetryWaitsForItsTime() {
        var queue = Self.queue([Self.target("a")], Self.fast)
        #expect(queue.next(at: .zero) == .begin(0))
        queue.ended(0)
        queue.retry(0, notBefore: .seconds(5))
        #expect(queue.next(at: .seconds(1)) == .wait(until: .seconds(5)))
        #expect(queue.next(at: .seconds(5)) == .begin(0))
        queue.ended(0)
        #expect(queue.next(at: .seconds(6)) == .finished)
    }

    @Test func aLoginThatNobodyAcceptedYetIsTriedOnThreeHostsAtOnce() {
        var queue = AdmissionQueue((0..<9).map { Self.target("host\($0)") }, limits: Self.fast)
        #expect(Self.beginAll(&queue) == [0, 1, 2])
        queue.accepted(loginOf: 1)
        #expect(Self.beginAll(&queue, at: .seconds(50)).count == 6)
    }

    @Test func aLoginIsSetAsideAfterThreeRefusals() {
        var queue = AdmissionQueue((0..<9).map { Self.target("host\($0)") }, limits: Self.fast)
        let refusals = Self.beginAll(&queue).map { index in
            queue.ended(index)
            return queue.refused(loginOf: index)
        }
        #expect(refusals == [false, false, true])
        var setAside = 0
        while case .setAside = queue.next(at: .seconds(99)) { setAside += 1 }
        #expect(setAside == 6)
        #expect(queue.next(at: .seconds(99)) == .finished)
    }

    @Test func hostsThatLetUsInDoNotHoldUpALoginThatOneRefused() {
        var queue = AdmissionQueue((0..<9).map { Self.target("host\($0)") }, limits: Self.fast)
        for index in Self.beginAll(&queue) where index < 2 { queue.accepted(loginOf: index) }
        queue.ended(2)
        _ = queue.refused(loginOf: 2)
        // Hosts 0 and 1 are slow to answer, but asked for no login any more.
        #expect(Self.beginAll(&queue, at: .seconds(50)).count == 2)
    }

    @Test func aPasswordForRootThatThreeHostsRefusedIsLeftOut() {
        var targets = (0..<9).map { Self.target("host\($0)") }
        for index in targets.indices { targets[index].escalationCredential = "root-password" }
        var queue = Self.queue(targets, Self.fast)
        let first = Self.beginAll(&queue)
        #expect(first == [0, 1, 2])
        let setAside = first.map { index in
            let isNews = queue.escalated(index, wasRefused: true)
            queue.ended(index)
            return isNews
        }
        #expect(setAside == [false, false, true])
        #expect(Self.beginAll(&queue, at: .seconds(50)).count == 6)
        #expect(!queue.mayEscalate(5))
    }

    @Test func aRetryComesAfterThoseNeverVisited() {
        var limits = Self.fast
        limits.hostsAtOnce = 1
        var queue = Self.queue((0..<3).map { Self.target("host\($0)") }, limits)
        #expect(queue.next(at: .zero) == .begin(0))
        queue.ended(0)
        queue.retry(0, notBefore: .seconds(1))
        for (step, expected) in [1, 2, 0].enumerated() {
            #expect(queue.next(at: .seconds(9 + step)) == .begin(expected))
            queue.ended(expected)
        }
    }

    @Test func anotherLoginGoesOnWhenOneIsSetAside() {
        var targets = (0..<4).map { Self.target("host\($0)") }
        targets[3].user = "other"
        var queue = AdmissionQueue(targets, limits: Self.fast)
        for index in Self.beginAll(&queue) where index < 3 {
            queue.ended(index)
            _ = queue.refused(loginOf: index)
        }
        queue.accepted(loginOf: 3)
        queue.ended(3)
        #expect(queue.next(at: .seconds(99)) == .finished)
    }

    /// Whatever the limits and whatever fails: every target is begun, none twice at once, and no limit is passed.
    @Test(arguments: UInt64(0)..<40)
    func everyTargetHasItsTurnWithinTheLimits(seed: UInt64) {
        var simulation = Simulation(seed: seed)
        simulation.run()
        #expect(simulation.faults.isEmpty, "seed \(seed)")
        #expect(simulation.done.count == simulation.targets.count, "seed \(seed)")
    }
}

/// Plays a scan against the queue: visits end in random order, some are retried.
private struct Simulation {
    private(set) var targets: [Target] = []
    private(set) var done: Set<Int> = []
    private(set) var faults: [String] = []
    private var random: SeededGenerator
    private var limits = ScanLimits(hostsAtOnce: 1, connectionsPerSecond: 1000)
    private var hypervisors: [String: String] = [:]
    private var inFlight: Set<Int> = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        limits.hostsAtOnce = Int.random(in: 1...20, using: &random)
        limits.guestsAtOncePerHypervisor = Int.random(in: 1...3, using: &random)
        for site in 0..<3 { limits.hostsAtOncePerSite["site\(site)"] = Int.random(in: 1...4, using: &random) }
        for number in 0..<Int.random(in: 1...120, using: &random) {
            var target = Target(name: "host\(number)", address: "127.0.0.1", user: "reeve", credential: "key")
            target.site = Bool.random(using: &random) ? "site\(Int.random(in: 0..<4, using: &random))" : nil
            if Bool.random(using: &random) { hypervisors[target.name] = "kvm\(Int.random(in: 0..<5, using: &random))" }
            targets.append(target)
        }
    }

    mutating func run() {
        var queue = AdmissionQueue(targets, limits: limits, hypervisors: hypervisors)
        var now = Duration.zero
        for _ in 0..<10_000 {
            switch queue.next(at: now) {
            case .finished: return
            case .setAside: faults.append("a login was set aside that nobody refused")
            case .begin(let index):
                if !inFlight.insert(index).inserted { faults.append("begun twice") }
                queue.accepted(loginOf: index)
                check()
            case .wait(let until):
                if let until, until > now, inFlight.isEmpty || Bool.random(using: &random) {
                    now = until
                } else if let index = inFlight.sorted().randomElement(using: &random) {
                    inFlight.remove(index)
                    queue.ended(index)
                    if Int.random(in: 0..<5, using: &random) == 0 {
                        queue.retry(index, notBefore: now + .seconds(1))
                    } else {
                        done.insert(index)
                    }
                } else {
                    faults.append("waits for nothing")
                    return
                }
            }
        }
        faults.append("never ends")
    }

    private mutating func check() {
        if inFlight.count > limits.hostsAtOnce { faults.append("too many at once") }
        let sites = Dictionary(grouping: inFlight.compactMap { targets[$0].site }) { $0 }
        for (site, hosts) in sites where hosts.count > limits.hostsAtOncePerSite[site] ?? .max {
            faults.append("too many at \(site)")
        }
        let guests = Dictionary(grouping: inFlight.compactMap { hypervisors[targets[$0].name] }) { $0 }
        for (host, inside) in guests where inside.count > limits.guestsAtOncePerHypervisor {
            faults.append("too many on \(host)")
        }
    }
}
