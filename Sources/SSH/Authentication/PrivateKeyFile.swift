import EstateModel
import Glibc

/// A private key as it lies in its file; libssh2 decrypts it.
struct PrivateKeyFile: Sendable {
    struct Failure: Error, Hashable, Sendable {
        /// Why the file will not do, for a message: `the file …`.
        var reason: String
        var remedy: String
    }

    /// The whole file.
    let contents: Secret
    /// Nil for the older formats, which do not show it.
    let publicKey: HostKey?
    let isEncrypted: Bool
    let isRSA: Bool

    /// Reads the file. Blocks, so it is called on a worker.
    static func load(_ path: String) -> Result<PrivateKeyFile, Failure> {
        switch FileReader.readWithOwnership(path, byteLimit: 256 << 10) {
        case .failure(let failure):
            let remedy = "check the path of the key file, and that the account that scans may read it"
            return .failure(Failure(reason: failure.text, remedy: remedy))
        case .success((let bytes, let ownership)):
            // As OpenSSH does: only the owner's own file is judged.
            if ownership.isOurs, ownership.permissions & 0o077 != 0 {
                let mode = String(ownership.permissions, radix: 8)
                return .failure(
                    Failure(reason: "others may read it (mode \(mode))", remedy: "run: chmod 600 \(visible(path))")
                )
            }
            return parse(bytes)
        }
    }

    static func parse(_ bytes: [UInt8]) -> Result<PrivateKeyFile, Failure> {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { $0 != "\r" } }
        guard let first = lines.first(where: { $0.hasPrefix("-----BEGIN ") }), first.hasSuffix(" PRIVATE KEY-----")
        else {
            let isPublic = text.hasPrefix("ssh-") || text.hasPrefix("ecdsa-")
            return .failure(
                Failure(
                    reason: isPublic ? "it holds the public key" : "it holds no private key",
                    remedy: isPublic
                        ? "name the private key's file, without .pub"
                        : "make an Ed25519 key with: ssh-keygen -t ed25519"
                )
            )
        }
        if first.contains("OPENSSH") { return parseOpenSSH(lines, contents: bytes) }
        let isEncrypted = first.contains("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED")
        let key = PrivateKeyFile(
            contents: Secret(bytes),
            publicKey: nil,
            isEncrypted: isEncrypted,
            isRSA: first.contains("RSA")
        )
        return .success(key)
    }

    /// **Source:** OpenSSH's `PROTOCOL.key`. The public key is in clear, so that much is known without a passphrase.
    private static func parseOpenSSH(_ lines: [String], contents: [UInt8]) -> Result<PrivateKeyFile, Failure> {
        let body = lines.drop { !$0.hasPrefix("-----BEGIN ") }.dropFirst().prefix { !$0.hasPrefix("-----END ") }
        let magic = Array("openssh-key-v1\0".utf8)
        var reader = WireReader(Base64.decode(body.joined().utf8) ?? [])
        guard reader.bytes(magic.count) == magic, let cipher = reader.text(), reader.string() != nil,
            reader.string() != nil, reader.uint32() == 1, let blob = reader.string(), let key = HostKey(blob: blob)
        else {
            return .failure(Failure(reason: "it is damaged", remedy: "copy the key file again from its source"))
        }
        return .success(
            PrivateKeyFile(
                contents: Secret(contents),
                publicKey: key,
                isEncrypted: cipher != "none",
                isRSA: key.type == "ssh-rsa"
            )
        )
    }
}
