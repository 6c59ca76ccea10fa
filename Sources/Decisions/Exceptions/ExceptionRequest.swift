package import EstateModel

/// A decision of a committee or board that is minuted elsewhere.
package struct CommitteeDecision: Hashable, Sendable, Codable {
    package var body: String
    /// The minute or report.
    package var reference: String
    package var on: CalendarDay

    package init(body: String, reference: String, on: CalendarDay) {
        self.body = body
        self.reference = reference
        self.on = on
    }

    /// Whether it is the minute of another decision, however the two are written: it says which it is, and not the day
    /// that somebody gives for it.
    func isSameMinute(as other: CommitteeDecision) -> Bool {
        Self.key(body) == Self.key(other.body) && Self.key(reference) == Self.key(other.reference)
    }

    /// Letters and digits alone, in small letters.
    private static func key(_ text: String) -> String {
        String(
            text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        )
    }
}

/// What is asked for. A draft may lack anything; ``gaps(in:terms:on:)`` tells what.
package struct ExceptionRequest: Hashable, Sendable, Codable {
    /// References of the risks: `R-0007`.
    package var risks: [String]
    package var scope: ExceptionScope
    /// Why the service needs it.
    package var justification: String
    /// Why not upgrade, remove or isolate now.
    package var alternatives: String
    /// Ids of the controls that compensate.
    package var controls: [String]
    /// The plan that ends it; nil while there is none.
    package var plan: String?
    /// The post that answers for the assets; nil while nobody does.
    package var ownerPost: String?
    /// The first day; nil for the day of the approval.
    package var effectiveOn: CalendarDay?
    /// The last day.
    package var expiresOn: CalendarDay?
    /// The exception that this one renews.
    package var renews: String?
    /// Stands in for an approval one level higher in a renewal.
    package var committee: CommitteeDecision?

    package init(risks: [String], scope: ExceptionScope) {
        self.risks = risks
        self.scope = scope
        justification = ""
        alternatives = ""
        controls = []
    }

    /// SHA-256 of everything that is asked for, in hexadecimal: what a signature binds.
    package func digest() throws(DecisionFault) -> String {
        AuditChain.digest(of: try CanonicalJSON.encode(self))
    }
}
