import Decisions
import EstateModel
import Foundation

/// A decision's canonical text with the signature over it, made here or handed in as two files.
struct SignedDecision: Sendable {
    let text: String
    let armoured: String
    /// What OpenSSH and the council's file of allowed signers say of it.
    let outcome: SignatureOutcome

    /// A signed text is never larger.
    private static let mostBytes = 1 << 20

    /// Signs now.
    ///
    /// - Parameter key: a private key, or a public one whose private half is in the SSH agent.
    init(signing text: String, key: String, allowedSigners: String) async throws {
        let signature = try await KeySignature.make(
            over: Array(text.utf8),
            key: key,
            namespace: DecisionText.namespace
        )
        try await self.init(text, signature, allowedSigners)
    }

    /// Reads a text and, beside it, its signature with the ending `.sig`, as `ssh-keygen -Y sign` leaves them.
    init(file: String, allowedSigners: String) async throws {
        let text = try Self.read(file)
        try await self.init(String(decoding: text, as: UTF8.self), try Self.read(file + ".sig"), allowedSigners)
    }

    private init(_ text: String, _ signature: [UInt8], _ allowedSigners: String) async throws {
        self.text = text
        armoured = String(decoding: signature, as: UTF8.self)
        let verdict = try await KeySignature.verify(
            signature,
            over: Array(text.utf8),
            namespace: DecisionText.namespace,
            allowedSigners: allowedSigners
        )
        switch verdict {
        case .valid(let principal): outcome = .valid(principal: principal)
        case .refused: outcome = .doesNotFit
        case .notAllowed:
            let owner = try Self.owner(of: armoured, in: allowedSigners)
            outcome = owner.map { .keyNotValidNow(principal: $0) } ?? .unknownKey
        }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do throws(BoundedFile.Fault) {
            return try BoundedFile.read(path, limit: mostBytes).bytes
        } catch {
            throw Failure("\(visible(path)) \(error.message)")
        }
    }

    /// Whoever a line of the file names for the key of a signature, whatever else the line demands.
    private static func owner(of armoured: String, in file: String) throws -> String? {
        guard let envelope = SignatureEnvelope(armoured) else { return nil }
        let lines = String(decoding: try read(file), as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines where !line.hasPrefix("#") {
            let words = line.split(whereSeparator: \.isWhitespace)
            let isOwner = words.dropFirst().contains {
                SignatureEnvelope.fingerprint(ofKey: $0) == envelope.keyFingerprint
            }
            if isOwner { return words.first.map(String.init) }
        }
        return nil
    }
}
