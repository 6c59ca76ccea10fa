import Crypto
import EstateModel
import Synchronization

/// Signs logins with an Ed25519 key that has no passphrase. libssh2 would read and decode the file for every host.
struct Ed25519Signer: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Reads the private part of an OpenSSH key file.
    ///
    /// Nil when it is not what the public part demands: libssh2 then finds the fault.
    ///
    /// **Source:** OpenSSH's `PROTOCOL.key`: two equal numbers, the type, the public key, the seed with the public key.
    init?(privatePart: [UInt8], publicKey: HostKey) {
        guard publicKey.type == "ssh-ed25519" else { return nil }
        var reader = WireReader(privatePart)
        guard let check = reader.uint32(), reader.uint32() == check, reader.text() == publicKey.type,
            let point = reader.string(), let pair = reader.string(), pair.count == 64, point == Array(pair[32...]),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: pair[..<32]),
            Array(key.publicKey.rawRepresentation) == point, publicKey.blob.suffix(32).elementsEqual(point)
        else { return nil }
        self.key = key
    }

    func signature(over data: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        (try? key.signature(for: UnsafeRawBufferPointer(data))).map { Array($0) }
    }
}

/// Key files that were read already: a scan uses one for thousands of hosts.
final class PrivateKeyFiles: Sendable {
    private let known = Mutex<[String: PrivateKeyFile]>([:])

    func key(at path: String) -> PrivateKeyFile? {
        known.withLock { $0[path] }
    }

    func remember(_ key: PrivateKeyFile, at path: String) {
        known.withLock { $0[path] = key }
    }
}
