import CLibSSH2
import EstateModel
import Glibc

/// What libssh2's callbacks reach of one session, through the session's abstract pointer.
///
/// Only touched during a call of libssh2 on the session and by the actor that makes those calls.
final class SessionContext {
    let transport: Transport
    var handshakeIsUnderWay = false
    /// What the server said when it disconnected.
    var disconnectMessage: String?
    /// Answers the one hidden question of keyboard-interactive; taken when used, so that it is never sent twice.
    var password: Secret?
    /// Who signs, or what the agent is asked to sign and its answer.
    var signature = SignatureExchange.idle

    init(transport: Transport) {
        self.transport = transport
    }

    static func from(_ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> SessionContext? {
        abstract?.pointee.map { Unmanaged<SessionContext>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// One signature: by a key in memory, or by an agent between two calls of libssh2.
enum SignatureExchange {
    case idle
    case signer(Ed25519Signer)
    /// libssh2 wants these bytes signed and was told to come again.
    case wanted([UInt8])
    case signed([UInt8])
    case failed
}

let receiveCallback: reeve_receive_callback = { _, buffer, length, _, abstract in
    guard let context = SessionContext.from(abstract), let buffer else { return 0 }
    return context.transport.receive(into: UnsafeMutableRawBufferPointer(start: buffer, count: length))
}

let sendCallback: reeve_send_callback = { _, buffer, length, _, abstract in
    guard let context = SessionContext.from(abstract), let buffer else { return -Int(EPIPE) }
    return context.transport.send(UnsafeRawBufferPointer(start: buffer, count: length))
}

let disconnectCallback: reeve_disconnect_callback = { _, _, message, length, _, _, abstract in
    guard let context = SessionContext.from(abstract), let message, length > 0 else { return }
    let bytes = UnsafeRawBufferPointer(start: message, count: Int(length))
    context.disconnectMessage = visible(bytes: bytes)
}
