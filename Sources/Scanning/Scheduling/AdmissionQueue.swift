import EstateModel

/// Decides which host is visited next, so that no limit is passed and a slow host holds up nobody.
///
/// Pure: time is the duration since the scan began, and the order of the targets is the caller's to shuffle. Targets
/// that share all their bottlenecks and their login stand in one lane; lanes take turns.
struct AdmissionQueue {
    enum Decision: Hashable {
        case begin(Int)
        /// Its login was refused too often and is not used any more.
        case setAside(Int)
        /// Nothing can be begun before this time; nil: before a visit ends or a login is accepted.
        case wait(until: Duration?)
        /// Every target was begun or set aside, and every visit ended.
        case finished
    }

    private struct Lane {
        let bottlenecks: [Int]
        let login: Int
        /// The login as which its hosts ask for root; nil when they ask for no password.
        let escalation: Int?
        var waiting: [Int] = []
    }

    private struct Bottleneck {
        let limit: Int
        var used = 0
        var isFull: Bool { used >= limit }
    }

    private struct Delayed {
        let target: Int
        let until: Duration
    }

    private let limits: ScanLimits
    private var lanes: [Lane] = []
    private var bottlenecks: [Bottleneck] = []
    /// Which lane each target stands in.
    private var laneOfTarget: [Int] = []
    private var logins: [LoginWatch] = []
    private var someLoginIsSetAside = false
    /// Targets in flight whose login no host has answered yet.
    private var asking: Set<Int> = []
    private var delayed: [Delayed] = []
    private var turn = 0
    private var inFlight = 0
    private var waitingCount = 0
    private var earliestConnection = Duration.zero

    /// - Parameters:
    ///   - targets: in the order in which to visit them, as far as the limits allow.
    ///   - hypervisors: by the name of a target, the virtualisation host that it is known to run on.
    ///   - keys: names of credentials that no host can lock an account for.
    init(
        _ targets: [Target],
        limits: ScanLimits,
        hypervisors: [String: String] = [:],
        keys: Set<String> = []
    ) {
        self.limits = limits
        var bottleneckIndices: [BottleneckName: Int] = [:]
        var loginIndices: [Login: Int] = [:]
        var laneIndices: [[Int]: Int] = [:]
        for (index, target) in targets.enumerated() {
            let names = BottleneckName.all(of: target, limits: limits, hypervisor: hypervisors[target.name])
            let indices = names.map { name, limit in
                bottleneckIndices[name]
                    ?? {
                        bottlenecks.append(Bottleneck(limit: limit))
                        bottleneckIndices[name] = bottlenecks.count - 1
                        return bottlenecks.count - 1
                    }()
            }
            func watch(_ login: Login) -> Int {
                if let index = loginIndices[login] { return index }
                logins.append(LoginWatch(isPassword: login.isForRoot || !keys.contains(login.credential)))
                loginIndices[login] = logins.count - 1
                return logins.count - 1
            }
            let login = watch(Login(user: target.user, credential: target.credential))
            let escalation = target.escalationCredential.map { credential in
                watch(Login(user: target.user, credential: credential, isForRoot: true))
            }
            let key = indices + [login, escalation ?? -1]
            let lane = laneIndices[key] ?? lanes.count
            if lane == lanes.count {
                lanes.append(Lane(bottlenecks: indices, login: login, escalation: escalation))
                laneIndices[key] = lane
            }
            lanes[lane].waiting.append(index)
            laneOfTarget.append(lane)
        }
        // Taken from the end.
        for lane in lanes.indices { lanes[lane].waiting.reverse() }
        waitingCount = targets.count
    }

    /// What to do now. A target that is begun is the caller's until ``ended(_:)``; one that is set aside is done with.
    mutating func next(at now: Duration) -> Decision {
        releaseDelayed(at: now)
        if waitingCount == 0 {
            if inFlight == 0, delayed.isEmpty { return .finished }
            return .wait(until: delayed.map(\.until).min())
        }
        if someLoginIsSetAside,
            let lane = lanes.indices.first(where: { !lanes[$0].waiting.isEmpty && login(of: $0).isSetAside })
        {
            waitingCount -= 1
            return .setAside(lanes[lane].waiting.removeLast())
        }
        guard inFlight < limits.hostsAtOnce else { return .wait(until: nil) }
        guard let lane = nextFreeLane() else { return .wait(until: delayed.map(\.until).min()) }
        guard now >= earliestConnection else { return .wait(until: earliestConnection) }
        return .begin(begin(lane, at: now))
    }

    /// A visit is over, whatever came of it.
    mutating func ended(_ target: Int) {
        inFlight -= 1
        let lane = lanes[laneOfTarget[target]]
        for bottleneck in lane.bottlenecks { bottlenecks[bottleneck].used -= 1 }
        stopAsking(target)
        if let escalation = lane.escalation { logins[escalation].asking -= 1 }
    }

    /// Brings a target back whose visit ended, not before a time.
    mutating func retry(_ target: Int, notBefore time: Duration) {
        delayed.append(Delayed(target: target, until: time))
    }

    /// A host let the target's login in.
    mutating func accepted(loginOf target: Int) {
        stopAsking(target)
        logins[lanes[laneOfTarget[target]].login].accepted()
    }

    /// A host refused the target's login.
    ///
    /// - Returns: whether the login is not used any more from now on, and was until now.
    mutating func refused(loginOf target: Int) -> Bool {
        let login = lanes[laneOfTarget[target]].login
        let wasSetAside = logins[login].isSetAside
        logins[login].refused()
        someLoginIsSetAside = someLoginIsSetAside || logins[login].isSetAside
        return logins[login].isSetAside && !wasSetAside
    }

    /// Whether the password for root may be used on a target; not any more after three hosts in a row refused it.
    func mayEscalate(_ target: Int) -> Bool {
        lanes[laneOfTarget[target]].escalation.map { !logins[$0].isSetAside } ?? true
    }

    /// A host was given the password for root; to be called before ``ended(_:)``.
    ///
    /// - Returns: whether the password is not used any more from now on, and was until now.
    mutating func escalated(_ target: Int, wasRefused: Bool) -> Bool {
        guard let escalation = lanes[laneOfTarget[target]].escalation else { return false }
        let wasSetAside = logins[escalation].isSetAside
        if wasRefused { logins[escalation].refused() } else { logins[escalation].accepted() }
        return logins[escalation].isSetAside && !wasSetAside
    }

    private mutating func stopAsking(_ target: Int) {
        if asking.remove(target) != nil { logins[lanes[laneOfTarget[target]].login].asking -= 1 }
    }

    private func login(of lane: Int) -> LoginWatch { logins[lanes[lane].login] }

    private mutating func releaseDelayed(at now: Duration) {
        guard delayed.contains(where: { $0.until <= now }) else { return }
        // Behind those that were never visited: a host that did not answer once may cost its whole time again.
        for entry in delayed where entry.until <= now {
            lanes[laneOfTarget[entry.target]].waiting.insert(entry.target, at: 0)
            waitingCount += 1
        }
        delayed.removeAll { $0.until <= now }
    }

    private func nextFreeLane() -> Int? {
        for step in lanes.indices {
            let lane = (turn + step) % lanes.count
            guard !lanes[lane].waiting.isEmpty, login(of: lane).mayBegin, mayAskForRoot(lane) else { continue }
            if lanes[lane].bottlenecks.contains(where: { bottlenecks[$0].isFull }) { continue }
            return lane
        }
        return nil
    }

    /// One that is set aside is not asked with, so it holds up nobody.
    private func mayAskForRoot(_ lane: Int) -> Bool {
        lanes[lane].escalation.map { logins[$0].mayBegin || logins[$0].isSetAside } ?? true
    }

    private mutating func begin(_ lane: Int, at now: Duration) -> Int {
        turn = (lane + 1) % lanes.count
        waitingCount -= 1
        inFlight += 1
        for bottleneck in lanes[lane].bottlenecks { bottlenecks[bottleneck].used += 1 }
        earliestConnection = max(earliestConnection, now) + .seconds(1) / limits.connectionsPerSecond
        let target = lanes[lane].waiting.removeLast()
        logins[lanes[lane].login].asking += 1
        asking.insert(target)
        if let escalation = lanes[lane].escalation { logins[escalation].asking += 1 }
        return target
    }
}

/// What several hosts share and only so many may use at once.
private enum BottleneckName: Hashable {
    case site(String)
    case jumpHost(String)
    case hypervisor(String)

    static func all(of target: Target, limits: ScanLimits, hypervisor: String?) -> [(Self, limit: Int)] {
        var names: [(Self, limit: Int)] = []
        if let site = target.site, let limit = limits.hostsAtOncePerSite[site] { names.append((.site(site), limit)) }
        for hop in target.route { names.append((.jumpHost(hop.name), hop.hostsAtOnce)) }
        if let hypervisor { names.append((.hypervisor(hypervisor), limits.guestsAtOncePerHypervisor)) }
        return names
    }
}

/// What a host accepts or refuses: the same key may be right for one user and wrong for another.
private struct Login: Hashable {
    let user: String
    let credential: String
    var isForRoot = false
}
