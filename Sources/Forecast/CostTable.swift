package import StrictYAML

/// What replacing a product or covering it costs, as the council wrote it into `costs.yaml`.
package struct CostTable: Hashable, Sendable {
    /// The largest price of one installation: sums of any estate stay far from where numbers end.
    private static let prices = 0...10_000_000

    /// Whole pounds for one installation, by product id or `product/release`.
    package var replacementPounds: [String: Int]
    /// Whole pounds for one installation and year, by the id of the paid cover.
    package var coverPoundsPerYear: [String: Int]

    package init(replacementPounds: [String: Int] = [:], coverPoundsPerYear: [String: Int] = [:]) {
        self.replacementPounds = replacementPounds
        self.coverPoundsPerYear = coverPoundsPerYear
    }

    /// Reads `costs.yaml`: mappings `replacement` and `cover` of ids to whole pounds.
    ///
    /// - Throws: ``InvalidFile`` with everything that is wrong.
    package init(yaml text: String, file: String) throws(InvalidFile) {
        self.init()
        let sink = DiagnosticSink()
        let documents = try YAMLNode.documents(of: text, file: file)
        if let root = documents.first, let reader = MappingReader(root, subject: "costs.yaml", sink: sink) {
            replacementPounds = Self.prices(reader, "replacement")
            coverPoundsPerYear = Self.prices(reader, "cover")
            reader.finish()
        }
        try sink.throwIfErrors()
    }

    private static func prices(_ reader: MappingReader, _ key: String) -> [String: Int] {
        guard let section = reader.mapping(key, subject: "'\(key)'") else { return [:] }
        var pounds: [String: Int] = [:]
        for entry in section.allEntries() { pounds[entry.key] = section.integer(entry.key, in: prices) }
        return pounds
    }

    /// What replacing an ending's installations costs in pence; nil when nobody said.
    ///
    /// - Parameter organisation: whose share of each asset counts; nil for the whole.
    package func replacementPence(_ ending: SupportEnding, organisation: String? = nil) -> Int? {
        let own = ending.release.flatMap { replacementPounds["\(ending.product)/\($0)"] }
        return (own ?? replacementPounds[ending.product]).map { pence($0, ending, organisation) }
    }

    /// What a year of paid cover for an ending's installations costs in pence; nil when nobody said or none is sold.
    package func coverPencePerYear(_ ending: SupportEnding, organisation: String? = nil) -> Int? {
        ending.cover.flatMap { coverPoundsPerYear[$0] }.map { pence($0, ending, organisation) }
    }

    /// Pounds times percent is pence: shares never need rounding.
    private func pence(_ pounds: Int, _ ending: SupportEnding, _ organisation: String?) -> Int {
        ending.holders.reduce(0) { sum, holder in
            sum + pounds * (organisation.map { holder.organisations[$0] ?? 0 } ?? 100)
        }
    }
}
