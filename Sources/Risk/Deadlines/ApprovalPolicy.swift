/// Who decides about a risk and about money: configuration, because every council's bodies have their own names.
package struct ApprovalPolicy: Hashable, Sendable {
    /// The route of one band.
    package struct Step: Hashable, Sendable {
        /// The post that decides: `SIRO`.
        package var by: String
        /// Bodies that are asked or decide along.
        package var with: [String]
        /// Bodies that are told afterwards.
        package var reportTo: [String]
        /// The register that holds the risk: `corporate`; nil when none is named.
        package var register: String?

        package init(by: String, with: [String] = [], reportTo: [String] = [], register: String? = nil) {
            self.by = by
            self.with = with
            self.reportTo = reportTo
            self.register = register
        }
    }

    /// Who approves spending of more than a sum.
    package struct SpendStep: Hashable, Sendable {
        /// The step applies to strictly more than this, in whole pounds.
        package var overPounds: Int
        /// Applies only to what several organisations share.
        package var sharedOnly: Bool
        package var by: String

        package init(overPounds: Int, sharedOnly: Bool, by: String) {
            self.overPounds = overPounds
            self.sharedOnly = sharedOnly
            self.by = by
        }
    }

    /// By the id of the residual band.
    package var decisions: [String: Step]
    /// Decides about every product that gets no security fixes, whatever the band.
    package var noFix: String
    /// In the order in which they are written; of those that apply, the highest sum decides.
    package var spend: [SpendStep]

    package init() {
        decisions = [
            "low": Step(by: "Asset owner"),
            "medium": Step(by: "Head of ICT", with: ["Architecture Group"]),
            "high": Step(by: "SIRO or named deputy", register: "service"),
            "very-high": Step(by: "SIRO", register: "corporate"),
            "critical": Step(
                by: "SIRO",
                with: ["Management team or Executive Board"],
                reportTo: ["Audit committee"],
                register: "corporate"
            ),
        ]
        noFix = "SIRO"
        spend = [
            SpendStep(overPounds: 0, sharedOnly: false, by: "ICT manager"),
            SpendStep(overPounds: 25_000, sharedOnly: true, by: "ICT Executive Board"),
        ]
    }

    /// What is wrong for a matrix with these bands; keys are those of policy.yaml's `approval` section.
    package func faults(bands: [Band]) -> [PolicyFault] {
        bands.filter { decisions[$0.id] == nil }.map { band in
            PolicyFault("decisions", "nobody decides about the band '\(band.id)'; add it under 'decisions'")
        }
    }
}
