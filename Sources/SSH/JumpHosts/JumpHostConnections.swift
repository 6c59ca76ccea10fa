import EstateModel

/// One jump host of one route: its connection, shared by every session through it, and what is known of its failures.
///
/// There is one connection unless a host behind it does not answer: then further ones let the others go on (see
/// ``JumpLink/patience``). They are opened one after another, so that the jump host never sees several that are not
/// logged in yet (sshd's `MaxStartups`).
actor JumpHostConnections {
    /// How many hosts that answer nothing may be waited for at a time before the others are held up.
    static let linkLimit = 8
    private static let pollInterval = Duration.milliseconds(20)

    private struct RunningLink {
        let link: JumpLink
        let task: Task<Void, Never>
    }

    private struct Failure {
        var error: SSHError
        /// When it may be tried again; nil for never.
        var retry: ContinuousClock.Instant?
    }

    private nonisolated let hop: SSHHop
    private nonisolated let previous: JumpHostConnections?
    private nonisolated let dialler: Dialler
    private var links: [RunningLink] = []
    private var opening: Task<Void, Never>?
    /// Rung when the attempt to connect is over.
    private var waiting: [Doorbell] = []
    private var failure: Failure?
    private var failuresInARow = 0
    /// About the jump host's own key, for whoever comes next.
    private var notices: [Problem] = []

    /// - Parameter previous: the jump host before this one; nil when it is reached directly.
    init(to hop: SSHHop, through previous: JumpHostConnections?, dialler: Dialler) {
        self.hop = hop
        self.previous = previous
        self.dialler = dialler
    }

    deinit {
        opening?.cancel()
        for link in links { link.task.cancel() }
    }

    /// Opens a channel to a host, connecting to the jump host first when need be.
    ///
    /// - Throws: `jumpHostFailed` with the cause when the jump host is to blame; otherwise what it said of the host.
    func open(
        to endpoint: SSHEndpoint,
        limits: Limits,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> (pipe: ChannelPipe, notices: [Problem]) {
        var lossesLeft = 2
        while true {
            for running in links {
                switch await running.link.open(to: endpoint.address, port: endpoint.port, until: deadline) {
                case .opened(let pipe):
                    failuresInARow = 0
                    defer { notices = [] }
                    return (pipe, notices)
                case .busy: continue
                case .refused(let text): throw .channelRefused(endpoint, by: hop.endpoint, text)
                case .deadline: throw .connectTimeout(endpoint, during: "connecting")
                case .cancelled: throw .interrupted(endpoint)
                case .over(let failure): forget(running, failure)
                case .lost(let reason):
                    forget(running, nil)
                    lossesLeft -= 1
                    guard lossesLeft > 0 else {
                        let why = "the jump host \(hop.endpoint.shownName): \(reason)"
                        throw .connectionLost(endpoint, during: "connecting", because: why)
                    }
                }
            }
            try await connectAnother(for: endpoint, limits: limits, until: deadline)
        }
    }

    /// Closes every connection. Sessions through them are lost.
    func close() async {
        for running in links { await running.link.close() }
        for running in links { await running.task.value }
        links = []
    }

    // MARK: Connecting

    private func connectAnother(
        for endpoint: SSHEndpoint,
        limits: Limits,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) {
        let isBarred = failure.map { $0.retry.map { $0 > .now } ?? true } ?? false
        if isBarred, links.isEmpty, let failure {
            throw .jumpHostFailed(endpoint, because: failure.error)
        }
        let bell = Doorbell()
        var wait = deadline
        if opening == nil, isBarred || links.count >= Self.linkLimit {
            // All of them wait for hosts that do not answer.
            wait = min(deadline, .now.advanced(by: Self.pollInterval))
        } else {
            waiting.append(bell)
            // A task of its own: whoever asked first may give up before the others do.
            if opening == nil { opening = Task { await connect(limits) } }
        }
        switch await bell.wait(dialler.poller, until: wait) {
        case .cancelled: throw .interrupted(endpoint)
        case .deadline where deadline <= .now:
            throw .jumpHostFailed(endpoint, because: .connectTimeout(hop.endpoint, during: "connecting"))
        default: return
        }
    }

    private func connect(_ limits: Limits) async {
        do throws(SSHError) {
            let dialled = try await dialler.dial(hop.endpoint, hop.credential, through: previous, limits: limits)
            notices += dialled.notices
            let link = JumpLink(connection: dialled.connection, poller: dialler.poller)
            links.append(RunningLink(link: link, task: Task { await link.run() }))
            failure = nil
        } catch {
            note(error)
        }
        opening = nil
        for bell in waiting { bell.ring() }
        waiting = []
    }

    // MARK: Failures

    /// A refusal is final: asked again it could lock the account. Everything else may heal, and is tried again later
    /// and later.
    private func note(_ error: SSHError) {
        let passing: Set<SSHError.Code> = [
            .nameUnresolved, .unreachable, .connectionRefused, .connectTimeout, .connectionLost, .localLimit,
            .interrupted,
        ]
        failuresInARow += 1
        let pause = Duration.seconds(1 << min(failuresInARow, 6))
        let mayHeal = passing.contains(error.cause ?? error.code)
        failure = Failure(error: error, retry: mayHeal ? .now.advanced(by: pause) : nil)
    }

    /// - Parameter failure: how the connection was lost, when it never served anybody. One that did serve is opened
    ///   again at once; one that never did counts as a failure to connect.
    private func forget(_ running: RunningLink, _ failure: String?) {
        guard let index = links.firstIndex(where: { $0.link === running.link }) else { return }
        links.remove(at: index)
        if let failure {
            note(.connectionLost(hop.endpoint, during: "connecting to hosts behind it", because: failure))
        }
    }
}
