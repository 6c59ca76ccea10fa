/// A session that waits for its channel through a jump host. Belongs to its ``JumpLink``.
final class ChannelRequest {
    enum Answer: Sendable {
        case opened(ChannelPipe)
        /// The jump host's answer, in libssh2's words.
        case refused(String)
        /// Another channel is being opened and takes long, or there are too many.
        case busy
        /// The connection to the jump host was over before; the text says how when that was a failure.
        case over(String?)
        /// The connection to the jump host ended while the channel was waited for.
        case lost(String)
        case deadline
        case cancelled
    }

    /// The fields of a `direct-tcpip` channel (RFC 4254, section 7.2).
    let message: [UInt8]
    let bell = Doorbell()
    /// Nil while it is open.
    var answer: Answer?
    /// Nobody waits any more.
    var isAbandoned = false

    /// The jump host resolves `host`. Where the connection comes from is ours to know.
    init(host: String, port: UInt16) {
        var writer = WireWriter()
        writer.string(Array(host.utf8))
        writer.uint32(UInt32(port))
        writer.string(Array("127.0.0.1".utf8))
        writer.uint32(0)
        message = writer.bytes
    }
}
