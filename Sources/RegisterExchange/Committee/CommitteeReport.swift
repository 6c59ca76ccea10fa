/// What a committee report says of risk, in the words of East Northamptonshire's template.
package enum CommitteeRisk {
    /// A risk as the sentence names it.
    package struct Entry: Hashable, Sendable {
        /// `R-0007`.
        package var reference: String
        /// Points; nil when it is not scored.
        package var inherent: Int?
        package var residual: Int?

        package init(reference: String, inherent: Int?, residual: Int?) {
            self.reference = reference
            self.inherent = inherent
            self.residual = residual
        }

        package init(_ row: RegisterTableRow) {
            self.init(reference: row.reference, inherent: row.inherent.points, residual: row.residual.points)
        }
    }

    static let noRisks = "An assessment has been carried out and there are no material risks"

    /// `Material risks exist and these are recorded at Risk Register Reference R-0007 - inherent risk score 15 -
    /// residual risk score 8 -`; several after one another, the worst residual score first.
    ///
    /// - Parameter risks: empty when an assessment has found none.
    package static func sentence(_ risks: [Entry]) -> String {
        guard !risks.isEmpty else { return noRisks }
        let sorted = risks.sorted { left, right in
            (right.residual ?? .max, right.inherent ?? .max, left.reference)
                < (left.residual ?? .max, left.inherent ?? .max, right.reference)
        }
        let entries = sorted.map { entry in
            "\(shown(entry.reference)) - inherent risk score \(points(entry.inherent))"
                + " - residual risk score \(points(entry.residual)) -"
        }
        return "Material risks exist and these are recorded at Risk Register Reference "
            + entries.joined(separator: "; ")
    }

    private static func points(_ number: Int?) -> String { number.map { String($0) } ?? "not scored" }
}
