import CLibSSH2

/// Owns one channel of a session; it must go before its session does.
struct ChannelHandle: ~Copyable {
    enum Stream: Int32 {
        case stdout = 0
        /// `SSH_EXTENDED_DATA_STDERR`
        case stderr = 1
    }

    private let pointer: OpaquePointer
    private let session: OpaquePointer

    init(pointer: OpaquePointer, session: OpaquePointer) {
        self.pointer = pointer
        self.session = session
    }

    deinit {
        // A channel that cannot be freed yet stays with its session, which frees it.
        libssh2_channel_free(pointer)
    }

    func start(_ command: String) -> Int32 {
        let request = "exec"
        var command = command
        return command.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                libssh2_channel_process_startup(
                    pointer,
                    request,
                    UInt32(request.utf8.count),
                    text.baseAddress,
                    UInt32(text.count)
                )
            }
        }
    }

    /// How many bytes were taken, or libssh2's error.
    func write(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { buffer in
            libssh2_channel_write_ex(pointer, 0, buffer.assumingMemoryBound(to: CChar.self).baseAddress, buffer.count)
        }
    }

    func sendEnd() -> Int32 { libssh2_channel_send_eof(pointer) }

    /// How many bytes came, or libssh2's error.
    func read(_ stream: Stream, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        libssh2_channel_read_ex(
            pointer,
            stream.rawValue,
            buffer.assumingMemoryBound(to: CChar.self).baseAddress,
            buffer.count
        )
    }

    /// Everything that the command wrote has been read.
    var isAtEnd: Bool { libssh2_channel_eof(pointer) == 1 }

    /// Whether packets for this channel were read already, while another channel was.
    var hasQueuedBytes: Bool { libssh2_poll_channel_read(pointer, 0) != 0 }

    /// Takes leave of the channel; 0 once the other side has too.
    func close() -> Int32 { libssh2_channel_close(pointer) }

    /// Waits for the host to close the channel, which it does after it sent the exit status.
    func waitForClose() -> Int32 { libssh2_channel_wait_closed(pointer) }

    /// Meaningful once the channel is closed.
    var exitStatus: Int { Int(libssh2_channel_get_exit_status(pointer)) }

    /// Without `SIG`; nil when no signal ended the command.
    var exitSignal: String? {
        var name: UnsafeMutablePointer<CChar>?
        var length = 0
        let code = libssh2_channel_get_exit_signal(pointer, &name, &length, nil, nil, nil, nil)
        guard code == 0, let name else { return nil }
        defer { libssh2_free(session, name) }
        return String(decoding: UnsafeRawBufferPointer(start: name, count: length), as: UTF8.self)
    }
}
