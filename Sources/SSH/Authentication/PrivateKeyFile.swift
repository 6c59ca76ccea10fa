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
    /// Nil when the key is not Ed25519 or has a passphrase; libssh2 signs then.
    var signer: Ed25519Signer?

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
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let start = lines.firstIndex { $0.starts(with: "-----BEGIN ".utf8) }
        let title = start.map { String(decoding: lines[$0], as: UTF8.self) } ?? ""
        guard let start, title.hasSuffix(" PRIVATE KEY-----") else { return .failure(notPrivate(bytes)) }
        if title.contains("OPENSSH") { return parseOpenSSH(lines[(start + 1)...], contents: bytes) }
        let isMarked = lines.contains { $0.elementsEqual("Proc-Type: 4,ENCRYPTED".utf8) }
        let key = PrivateKeyFile(
            contents: Secret(bytes),
            publicKey: nil,
            isEncrypted: isMarked || title.contains("ENCRYPTED"),
            isRSA: title.contains("RSA")
        )
        return .success(key)
    }

    private static func notPrivate(_ bytes: [UInt8]) -> Failure {
        if bytes.starts(with: "ssh-".utf8) || bytes.starts(with: "ecdsa-".utf8) {
            return Failure(reason: "it holds the public key", remedy: "name the private key's file, without .pub")
        }
        let remedy = "make an Ed25519 key with: ssh-keygen -t ed25519"
        return Failure(reason: "it holds no private key", remedy: remedy)
    }

    /// **Source:** OpenSSH's `PROTOCOL.key`. The public key is in clear, so that much is known without a passphrase.
    private static func parseOpenSSH(
        _ lines: ArraySlice<ArraySlice<UInt8>>,
        contents: [UInt8]
    ) -> Result<PrivateKeyFile, Failure> {
        let body = lines.prefix { !$0.starts(with: "-----END ".utf8) }
        let magic = Array("openssh-key-v1\0".utf8)
        var reader = WireReader(Base64.decode(body.joined()) ?? [])
        guard reader.bytes(magic.count) == magic, let cipher = reader.text(), reader.string() != nil,
            reader.string() != nil, reader.uint32() == 1, let blob = reader.string(), let key = HostKey(blob: blob),
            let privatePart = reader.string()
        else {
            return .failure(Failure(reason: "it is damaged", remedy: "copy the key file again from its source"))
        }
        return .success(
            PrivateKeyFile(
                contents: Secret(contents),
                publicKey: key,
                isEncrypted: cipher != "none",
                isRSA: key.type == "ssh-rsa",
                signer: cipher == "none" ? Ed25519Signer(privatePart: privatePart, publicKey: key) : nil
            )
        )
    }
}
