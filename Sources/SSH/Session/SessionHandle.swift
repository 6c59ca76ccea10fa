import CLibSSH2

/// Owns one libssh2 session and frees it exactly once. The context, and with it the socket, outlives the session.
struct SessionHandle: ~Copyable {
    /// On a dead connection nothing waits; the bound is there because libssh2 promises nothing.
    private static let turnsToEnd = 16

    let pointer: OpaquePointer
    let context: SessionContext

    /// Nil when there is no memory.
    init?(context: SessionContext) {
        guard LibSSH2.initialisation == 0,
            let pointer = libssh2_session_init_ex(nil, nil, nil, Unmanaged.passUnretained(context).toOpaque())
        else { return nil }
        self.pointer = pointer
        self.context = context
        reeve_set_callbacks(pointer, receiveCallback, sendCallback, disconnectCallback)
        libssh2_session_set_blocking(pointer, 0)
    }

    deinit {
        context.transport.abandon()
        // libssh2 frees what a key exchange holds only when the exchange itself ends, which the dead connection does.
        if context.handshakeIsUnderWay {
            for _ in 0..<Self.turnsToEnd where handshake() != LIBSSH2_ERROR_EAGAIN { break }
        }
        for _ in 0..<Self.turnsToEnd where libssh2_session_free(pointer) != LIBSSH2_ERROR_EAGAIN { break }
    }

    /// Offers these algorithms; what libssh2 was built without is dropped.
    ///
    /// - Returns: those that are offered for what the host sends.
    func prefer(_ names: [String], for method: AlgorithmPreferences.Method) -> [String] {
        var offered: [String] = []
        for type in method.types {
            let supported = LibSSH2.algorithms[type] ?? []
            offered = names.filter(supported.contains)
            if !offered.isEmpty { _ = libssh2_session_method_pref(pointer, type, offered.joined(separator: ",")) }
        }
        return offered
    }

    /// Takes one step of the key exchange.
    func handshake() -> Int32 {
        // libssh2 only passes the descriptor on to our callbacks, which know better; it must not be negative.
        let code = libssh2_session_handshake(pointer, context.transport.descriptorNumber)
        context.handshakeIsUnderWay = code == LIBSSH2_ERROR_EAGAIN
        return code
    }

    /// The negotiated algorithm; nil before the key exchange is over.
    func method(_ type: Int32) -> String? {
        libssh2_session_methods(pointer, type).map { String(cString: $0) }
    }

    var hostKey: HostKey? {
        var length = 0
        var type: Int32 = 0
        guard let bytes = libssh2_session_hostkey(pointer, &length, &type) else { return nil }
        return HostKey(blob: Array(UnsafeRawBufferPointer(start: bytes, count: length)))
    }

    var banner: String? {
        libssh2_session_banner_get(pointer).map { String(cString: $0) }
    }

    /// libssh2's own words for its last error.
    var lastErrorText: String {
        var message: UnsafeMutablePointer<CChar>?
        var length: Int32 = 0
        libssh2_session_last_error(pointer, &message, &length, 0)
        guard let message, length > 0 else { return "no reason was given" }
        return String(decoding: UnsafeRawBufferPointer(start: message, count: Int(length)), as: UTF8.self)
    }

    var lastErrorCode: Int32 { libssh2_session_last_errno(pointer) }

    /// Opens a channel for a command; nil when that is not possible yet or at all, which ``lastErrorCode`` tells.
    func openChannel() -> ChannelHandle? {
        openChannel("session", window: reeve_channel_window_bytes, message: [])
    }

    /// Opens a channel of any type (RFC 4254, section 5.1) with its type's own fields in `message`. libssh2 opens one
    /// at a time: until this no longer gives nil for `LIBSSH2_ERROR_EAGAIN`, it must be called with the same values.
    func openChannel(_ type: String, window: UInt32, message: [UInt8]) -> ChannelHandle? {
        let channel = message.withUnsafeBytes { message in
            libssh2_channel_open_ex(
                pointer,
                type,
                UInt32(type.utf8.count),
                window,
                reeve_channel_packet_bytes,
                message.assumingMemoryBound(to: CChar.self).baseAddress,
                UInt32(message.count)
            )
        }
        return channel.map { ChannelHandle(pointer: $0, session: pointer) }
    }

    /// Says goodbye; the answer is not waited for.
    func disconnect() {
        libssh2_session_disconnect_ex(pointer, SSH_DISCONNECT_BY_APPLICATION, "done", "")
    }
}
