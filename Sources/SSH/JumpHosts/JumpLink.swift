import CLibSSH2

/// One connection to a jump host and all the channels through it.
///
/// libssh2 allows one caller at a time, so everything is done by ``run()``: in each turn it opens what is asked for and
/// moves bytes for every channel, a bounded number each, and then waits for the socket or for a session.
actor JumpLink {
    /// libssh2 opens one channel at a time, and a host that answers nothing would hold up all others. After this long
    /// they go through another connection.
    static let patience = Duration.milliseconds(250)
    /// A connection that carries nothing is closed.
    private static let idleLimit = Duration.seconds(30)
    private static let channelLimit = 1024
    /// What a jump host may send beyond what its channels deliver: packets' own bytes, and windows that are full.
    static let creditPerChannel = 4 << 20
    static let creditPerByte = 16

    private let name: String
    private let poller: ReadinessPoller
    let bell: Doorbell
    /// Nil once it is over.
    private var connection: SSHConnection?
    var channels: [CarriedChannel] = []
    var requests: [ChannelRequest] = []
    var opening: ChannelRequest?
    var openingSince = ContinuousClock.now
    var idleSince = ContinuousClock.now
    private var isClosing = false
    var wasUsed = false
    /// How the connection was lost; nil when it was closed in good order.
    private var lossText: String?
    /// The same, of a connection that never carried anything.
    private var failureText: String? { wasUsed ? nil : lossText }

    init(connection: sending SSHConnection, poller: ReadinessPoller) {
        name = connection.endpoint.shownName
        bell = connection.transport.bell
        self.connection = connection
        self.poller = poller
    }

    /// Opens a channel to `host`, a name or address as the jump host understands it.
    func open(to host: String, port: UInt16, until deadline: ContinuousClock.Instant) async -> ChannelRequest.Answer {
        guard connection != nil, !isClosing else { return .over(failureText) }
        let isFull = channels.count + requests.count >= Self.channelLimit
        guard !isFull, !isStuck(at: .now) else { return .busy }
        let request = ChannelRequest(host: host, port: port)
        requests.append(request)
        bell.ring()
        while true {
            let outcome = await request.bell.wait(poller, until: deadline)
            if let answer = request.answer { return answer }
            guard outcome != .ready else { continue }
            request.isAbandoned = true
            bell.ring()
            return outcome == .cancelled ? .cancelled : .deadline
        }
    }

    /// Ends the connection and with it every session through it.
    func close() {
        isClosing = true
        bell.ring()
    }

    /// Serves the channels until the connection is over.
    func run() async {
        guard let connection else { return }
        connection.transport.receiveLimit = 16 << 20
        while true {
            let isFinished = takeTurn(connection)
            guard !isOver(connection, at: .now) else { return end(connection) }
            if isFinished {
                let outcome = await connection.transport.wait(until: nextDeadline, reading: readsOn)
                if outcome == .cancelled { isClosing = true }
                if channels.isEmpty, opening == nil { connection.transport.readAhead() }
            } else {
                await Task.yield()
                if Task.isCancelled { isClosing = true }
            }
        }
    }

    // MARK: When it is over

    func isStuck(at now: ContinuousClock.Instant) -> Bool {
        opening != nil && openingSince.duration(to: now) >= Self.patience
    }

    private func isOver(_ connection: SSHConnection, at now: ContinuousClock.Instant) -> Bool {
        if connection.transport.loss != nil || isClosing { return true }
        guard channels.isEmpty else { return false }
        // Nobody waits for the channel that is being opened, which libssh2 cannot give up.
        if let opening { return opening.isAbandoned && requests.isEmpty }
        return requests.isEmpty && idleSince.duration(to: now) >= Self.idleLimit
    }

    private var nextDeadline: ContinuousClock.Instant {
        guard opening != nil else { return idleSince.advanced(by: Self.idleLimit) }
        let patienceEnds = openingSince.advanced(by: Self.patience)
        return patienceEnds > .now ? patienceEnds : .now.advanced(by: Self.idleLimit)
    }

    func fail() {
        if let connection, connection.transport.loss == nil { lossText = connection.handle.lastErrorText }
        isClosing = true
    }

    func answer(_ request: ChannelRequest, _ answer: ChannelRequest.Answer) {
        request.answer = answer
        request.bell.ring()
    }

    private func end(_ connection: SSHConnection) {
        if connection.transport.loss != nil || connection.context.disconnectMessage != nil {
            lossText = connection.lossText
        }
        // What came before the end still counts. Nothing more is read, so this ends.
        while connection.transport.loss != nil, !receive(connection) {}
        let reason = lossText ?? "it was closed"
        let loss = Transport.Loss.jumpHost("the connection to the jump host \(name) is gone: \(reason)")
        for channel in channels { channel.pipe.end(loss) }
        for request in requests + (opening.map { [$0] } ?? []) { answer(request, .lost(reason)) }
        requests = []
        opening = nil
        // The channels must see the dead connection before they are freed, and go before their session does.
        connection.close()
        channels = []
        self.connection = nil
    }
}
