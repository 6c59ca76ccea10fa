/// Which organisation pays how much of something.
package struct CostSplit: Hashable, Sendable, Codable {
    /// Whole percent by organisation id.
    package let percentages: [String: Int]

    /// - Throws: ``PlanFault`` when the percentages do not total 100 or one is not above 0.
    package init(percentages: [String: Int]) throws(PlanFault) {
        self.percentages = percentages
        try Self.check(percentages)
    }

    /// All of it by one organisation.
    package init(whole organisation: String) {
        percentages = [organisation: 100]
    }

    package init(from decoder: any Decoder) throws {
        try self.init(percentages: decoder.singleValueContainer().decode([String: Int].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(percentages)
    }

    /// Sorted ids.
    package var organisations: [String] { percentages.keys.sorted() }

    /// Several organisations pay.
    package var isShared: Bool { percentages.count > 1 }

    /// `Darlington 50% / Stockton 50%`, by the given names or else by id; the order is that of the ids.
    package func label(names: [String: String] = [:]) -> String {
        organisations.map { "\(names[$0] ?? $0) \(percentages[$0] ?? 0)%" }.joined(separator: " / ")
    }

    /// Whole parts, of pence or of pounds, that always sum to the amount.
    ///
    /// What is left after rounding down goes one by one to the largest remainders; equal ones in the order of the ids.
    package func parts(of amount: Int) -> [String: Int] {
        var parts: [String: Int] = [:]
        var remainders: [(organisation: String, remainder: UInt)] = []
        var rest = amount.magnitude
        for organisation in organisations {
            let percent = UInt(percentages[organisation] ?? 0)
            // Hundreds and what is left of them apart, so that no amount overflows.
            let scaled = amount.magnitude % 100 * percent
            let part = amount.magnitude / 100 * percent + scaled / 100
            rest -= part
            parts[organisation] = signed(part, like: amount)
            remainders.append((organisation, scaled % 100))
        }
        remainders.sort { ($1.remainder, $0.organisation) < ($0.remainder, $1.organisation) }
        for entry in remainders.prefix(Int(rest)) { parts[entry.organisation, default: 0] += amount.signum() }
        return parts
    }

    private func signed(_ magnitude: UInt, like amount: Int) -> Int {
        amount < 0 ? Int(truncatingIfNeeded: 0 &- magnitude) : Int(truncatingIfNeeded: magnitude)
    }

    private static func check(_ percentages: [String: Int]) throws(PlanFault) {
        var faults = FaultList()
        for organisation in percentages.keys.sorted() {
            let percent = percentages[organisation] ?? 0
            let message = "\(organisation) pays \(percent)%; write 1 to 100, or leave it out"
            faults.require((1...100).contains(percent), .invalid, message)
        }
        let total = percentages.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        faults.require(total == 100, .invalid, "the split totals \(total)%; the parts must total 100")
        try faults.throwIfAny()
    }
}
