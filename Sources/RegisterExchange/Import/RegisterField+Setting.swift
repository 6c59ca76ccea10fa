extension RegisterField {
    /// Sets a field from a cell that is not empty.
    ///
    /// - Returns: why the text cannot stand in it; nil when it is set. An unclear date is set as unclear.
    func set(_ text: String, in row: inout RegisterTableRow, context: PlanDateContext) -> String? {
        var dates = PlanDateMemo(context: context)
        return access.set(text, in: &row, dates: &dates)
    }
}

extension RegisterField.Access {
    /// The same, with dates that were read before.
    func set(_ text: String, in row: inout RegisterTableRow, dates: inout PlanDateMemo) -> String? {
        switch self {
        case .reference:
            guard text.unicodeScalars.count <= 60, !text.contains("\n") else { return "it is no reference" }
            row.reference = text
        case .text(let path):
            row[keyPath: path] = text
        case .word(let path, let words):
            guard words.contains(text.lowercased()) else { return "it can be: " + words.joined(separator: ", ") }
            row[keyPath: path] = text.lowercased()
        case .list(let path):
            row[keyPath: path] = text.split(separator: ";").map { withoutBlanksAtEnds($0) }.filter { !$0.isEmpty }
        case .number(let path, let range):
            guard let number = Self.number(text), range.contains(number) else {
                return "it must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            }
            row[keyPath: path] = number
        case .flag(let path):
            switch text.lowercased() {
            case "yes", "true", "y": row[keyPath: path] = true
            case "no", "false", "n": row[keyPath: path] = false
            case "not known": row[keyPath: path] = nil
            default: return "it must be yes or no"
            }
        case .day(let path):
            row[keyPath: path] = dates.date(text)
        }
        return nil
    }

    /// `12`, `12.0`, `£12,000`, `50%`.
    private static func number(_ text: String) -> Int? {
        var digits = text[...]
        if digits.hasPrefix("£") { digits = digits.dropFirst() }
        if digits.hasSuffix("%") { digits = digits.dropLast() }
        for zeros in [".00", ".0"] where digits.hasSuffix(zeros) { digits = digits.dropLast(zeros.count) }
        let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, (1...(groups.count > 1 ? 3 : 12)).contains(first.utf8.count),
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }), groups.count <= 4,
            groups.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return Int(groups.joined())
    }
}
