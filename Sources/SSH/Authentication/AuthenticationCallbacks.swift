import CLibSSH2
import EstateModel
import Glibc

typealias SignCallback =
    @convention(c) (
        OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<Int>?,
        UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Int32

/// libssh2 wants a signature. The first time it is told to come again (see `SSHConnection.sign`), then it gets it.
let signCallback: SignCallback = { _, signature, signatureLength, data, length, abstract in
    guard let context = SessionContext.from(abstract), let data else { return -1 }
    switch context.signature {
    case .idle:
        context.signature = .wanted(Array(UnsafeBufferPointer(start: data, count: length)))
        return LIBSSH2_ERROR_EAGAIN
    case .wanted: return LIBSSH2_ERROR_EAGAIN
    case .failed: return -1
    case .signed(let bytes): return give(bytes, signature, signatureLength)
    case .signer(let signer):
        let bytes = signer.signature(over: UnsafeBufferPointer(start: data, count: length))
        return bytes.map { give($0, signature, signatureLength) } ?? -1
    }
}

/// libssh2 frees the signature, with the allocator of a session that was given none of its own.
private func give(
    _ bytes: [UInt8],
    _ signature: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?,
    _ length: UnsafeMutablePointer<Int>?
) -> Int32 {
    guard let copy = copiedWithMalloc(bytes) else { return -1 }
    signature?.pointee = copy
    length?.pointee = bytes.count
    return 0
}

typealias PromptCallback =
    @convention(c) (
        UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?, Int32, Int32,
        UnsafePointer<LIBSSH2_USERAUTH_KBDINT_PROMPT>?, UnsafeMutablePointer<LIBSSH2_USERAUTH_KBDINT_RESPONSE>?,
        UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Void

/// The host asks questions. The password answers a single hidden one, once; everything else is left empty, and refused.
let promptCallback: PromptCallback = { _, _, _, _, count, prompts, responses, abstract in
    guard let context = SessionContext.from(abstract), count == 1, let prompt = prompts?.pointee, prompt.echo == 0,
        let responses, let password = context.password
    else { return }
    context.password = nil
    password.withUTF8 { bytes in
        guard let copy = copiedWithMalloc(bytes) else { return }
        responses.pointee.text = UnsafeMutableRawPointer(copy).assumingMemoryBound(to: CChar.self)
        responses.pointee.length = UInt32(bytes.count)
    }
}

private func copiedWithMalloc(_ bytes: some Collection<UInt8>) -> UnsafeMutablePointer<UInt8>? {
    guard let memory = malloc(max(1, bytes.count)) else { return nil }
    UnsafeMutableRawBufferPointer(start: memory, count: bytes.count).copyBytes(from: bytes)
    return memory.assumingMemoryBound(to: UInt8.self)
}
