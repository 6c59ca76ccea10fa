package import EstateModel

/// What an approver says in one signature.
package struct ThreeActs: Hashable, Sendable, Codable {
    package var recognisesRisk: Bool
    package var approvesMitigation: Bool
    package var acceptsPlan: Bool

    package init(recognisesRisk: Bool, approvesMitigation: Bool, acceptsPlan: Bool) {
        self.recognisesRisk = recognisesRisk
        self.approvesMitigation = approvesMitigation
        self.acceptsPlan = acceptsPlan
    }

    package static let all = ThreeActs(recognisesRisk: true, approvesMitigation: true, acceptsPlan: true)
    package static let none = ThreeActs(recognisesRisk: false, approvesMitigation: false, acceptsPlan: false)
}

/// One organisation's decision about an exception.
package struct ExceptionDecision: Hashable, Sendable, Codable {
    package enum Verdict: String, Sendable, Codable, CaseIterable {
        case approve
        case reject
    }

    /// For whom it is decided.
    package var organisation: String
    package var verdict: Verdict
    package var acts: ThreeActs
    /// The sentence that was signed.
    package var statement: String
    /// An earlier last day than was asked for; nil for the one that was.
    package var until: CalendarDay?
    /// The hash of the scope that was decided about.
    package var scopeHash: String
    /// The digest of the request that was decided about.
    package var requestDigest: String
    /// The digest of the plan that was accepted; nil where there is none, which only a refusal allows.
    package var planDigest: String?
    /// Nil where the policy asks for none.
    package var signature: SignatureRecord?

    package init(
        organisation: String,
        verdict: Verdict,
        acts: ThreeActs,
        statement: String,
        scopeHash: String,
        requestDigest: String,
        planDigest: String?
    ) {
        self.organisation = organisation
        self.verdict = verdict
        self.acts = acts
        self.statement = statement
        self.scopeHash = scopeHash
        self.requestDigest = requestDigest
        self.planDigest = planDigest
    }

    /// Set when it is logged.
    package internal(set) var by: Actor?
    /// Set when it is logged.
    package internal(set) var on: CalendarDay?
}

/// A signature, with what was signed: enough to check it again with OpenSSH alone.
package struct SignatureRecord: Hashable, Sendable, Codable {
    /// The canonical text.
    package var text: String
    /// The armoured SSH signature.
    package var armoured: String
    /// As the file of allowed signers names the key's owner.
    package var principal: String
    /// `SHA256:…`.
    package var keyFingerprint: String

    package init(text: String, armoured: String, principal: String, keyFingerprint: String) {
        self.text = text
        self.armoured = armoured
        self.principal = principal
        self.keyFingerprint = keyFingerprint
    }

    /// SHA-256 of the text, in hexadecimal.
    package var textDigest: String { AuditChain.digest(of: text) }
}
