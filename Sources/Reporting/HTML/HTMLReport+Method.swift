import EstateModel

extension HTMLReport {
    var methodSection: Section {
        let provenance = model.provenance
        return Section(
            id: "method",
            label: "Method",
            title: "How these figures were made",
            content: Self.content {
                if !provenance.rulesAreComplete {
                    tag("p", ["class": "warning"]) {
                        "Some rule files could not be read. The products they describe are missing from this report."
                    }
                }
                for sentence in Self.method { tag("p") { sentence } }
                tag("dl", ["class": "facts"]) {
                    Self.fact("Last scan", scanText)
                    Self.fact(
                        "Rules",
                        "\(counted(provenance.ruleCount, "product", "products")), SHA-256 \(provenance.rulesDigest)"
                    )
                    Self.fact("Policy", provenance.policyDigest.map { "SHA-256 \($0)" } ?? "Reeve’s defaults")
                    Self.fact("Log of decisions", provenance.logEnd.map { "ends with entry \($0)" })
                    Self.fact("Made by", "Reeve \(provenance.reeveVersion)")
                }
            }
        )
    }

    private static let method = [
        "An asset is one server, desktop, virtualisation host or other device. A risk of the register is one product release "
            + "for one service of one council; it takes the highest likelihood and the highest impact of its assets.",
        "Scores, bands and days follow the council’s policy. An end of support is the last supported day. What no rule "
            + "knows is shown as unknown and never counted as supported.",
    ]

    private var scanText: String {
        guard let scan = model.provenance.scan else { return "none yet" }
        let begun = model.provenance.scanStarted.map { ", begun \($0.description)" } ?? ""
        return "number \(scan)\(begun)"
    }
}
