import CLibSSH2

extension JumpLink {
    private static let windowBytes: UInt32 = 256 << 10
    private static let readBytes = 64 << 10

    /// Opens what is asked for and moves bytes for every channel. Returns false when there is more to do at once.
    ///
    /// libssh2 reads the connection for all channels whenever it is called for any. So everything is pulled first, and
    /// the transport gives no more until the next wait; otherwise a packet that one channel's call brings along could
    /// lie there unseen by the channel that was looked at before.
    func takeTurn(_ connection: SSHConnection) -> Bool {
        for channel in channels { channel.lookForRoom() }
        if let channel = channels.first, readsOn {
            let code = channel.pull()
            guard code == 0 else { return note(.failed(code)) }
        }
        openChannels(connection)
        // Another channel is first each time.
        if channels.count > 1 { channels.append(channels.removeFirst()) }
        let isReceived = receive(connection)
        let isSent = send(connection)
        if !channels.isEmpty || opening != nil { idleSince = .now }
        return isReceived && isSent
    }

    /// Whether anybody wants what the jump host sends.
    var readsOn: Bool { opening != nil || channels.isEmpty || channels.contains { $0.hasRoom } }

    /// Delivers what was pulled. Returns false when there is more.
    func receive(_ connection: SSHConnection) -> Bool {
        var isFinished = true
        var credit = 0
        withUnsafeTemporaryAllocation(byteCount: Self.readBytes, alignment: 16) { buffer in
            for channel in channels where !note(channel.receive(into: buffer, credit: &credit)) { isFinished = false }
        }
        connection.transport.receiveLimit += credit * Self.creditPerByte
        return isFinished
    }

    private func send(_ connection: SSHConnection) -> Bool {
        var isFinished = true
        channels.removeAll { channel in
            let step = channel.send(over: connection.transport)
            if !note(step) { isFinished = false }
            return step == .gone
        }
        return isFinished
    }

    /// Returns false when the channel has more to do at once.
    private func note(_ step: CarriedChannel.Step) -> Bool {
        if case .failed = step { fail() }
        return step != .unfinished
    }

    private func openChannels(_ connection: SSHConnection) {
        while let request = nextRequest() {
            let handle = connection.handle.openChannel(
                "direct-tcpip",
                window: Self.windowBytes,
                message: request.message
            )
            if let handle {
                carry(handle, for: request, connection)
            } else {
                let code = connection.handle.lastErrorCode
                if code == LIBSSH2_ERROR_EAGAIN { return sendOthersElsewhere() }
                // libssh2 itself waits for a minute.
                guard code == LIBSSH2_ERROR_CHANNEL_FAILURE || code == LIBSSH2_ERROR_TIMEOUT else { return fail() }
                wasUsed = true
                answer(request, .refused(connection.handle.lastErrorText))
            }
            opening = nil
        }
    }

    private func nextRequest() -> ChannelRequest? {
        if opening == nil {
            requests.removeAll { $0.isAbandoned }
            guard !requests.isEmpty else { return nil }
            opening = requests.removeFirst()
            openingSince = .now
        }
        return opening
    }

    private func carry(_ handle: consuming ChannelHandle, for request: ChannelRequest, _ connection: SSHConnection) {
        let pipe = ChannelPipe(linkBell: bell)
        channels.append(CarriedChannel(handle: handle, pipe: pipe))
        connection.transport.receiveLimit += Self.creditPerChannel
        wasUsed = true
        if request.isAbandoned { pipe.shut() } else { answer(request, .opened(pipe)) }
    }

    private func sendOthersElsewhere() {
        guard isStuck(at: .now) else { return }
        for request in requests { answer(request, .busy) }
        requests = []
    }
}
