import EstateModel
import RuleExchange

/// Signatures of rule bundles.
enum BundleSignature {
    static func make(over manifest: [UInt8], key: String) async throws -> [UInt8] {
        try await KeySignature.make(over: manifest, key: key, namespace: RuleBundle.signatureNamespace)
    }

    /// Who signed a manifest, as the file of allowed signers names them.
    ///
    /// - Throws: ``Failure`` unless a signer that the file allows signed exactly this manifest as a rule bundle.
    static func verify(_ sealed: RuleBundle.Sealed, bundle: String, allowedSigners: String) async throws -> String {
        let verdict = try await KeySignature.verify(
            sealed.signature,
            over: sealed.manifestBytes,
            namespace: RuleBundle.signatureNamespace,
            allowedSigners: allowedSigners
        )
        switch verdict {
        case .valid(let principal): return principal
        case .notAllowed(let complaint):
            throw Failure(
                "the bundle \(visible(bundle)) is refused: no key in \(visible(allowedSigners)) signed it" + complaint
            )
        case .refused(let principal):
            throw Failure(
                "the bundle \(visible(bundle)) is refused: its signature by \(visible(principal, limit: 80)) does not"
                    + " fit its manifest, was made for something else, or is not valid today"
            )
        }
    }
}
