import EstateModel

// How rows of other registers and plans are kept: every field by its name as it is written, so that what is unclear
// stays what it is. Read again in the same context, they are the same rows.

extension PlanDateContext {
    /// `day-first 2012/13`.
    package var words: String {
        [dayOrder.rawValue, year?.words].compactMap(\.self).joined(separator: " ")
    }

    /// Nil for anything that ``words`` did not write.
    package init?(words: String) {
        let parts = words.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, let order = DayOrder(rawValue: first), parts.count <= 2 else { return nil }
        self.init(dayOrder: order)
        if parts.count == 2 {
            guard let year = PlanYear(words: parts[1]) else { return nil }
            self.year = year
        }
    }
}

extension PlanYear {
    /// `2012/13`, or `2012`.
    package var words: String {
        switch self {
        case .financial(let year): "\(padded(year, to: 4))/\(padded((year + 1) % 100, to: 2))"
        case .calendar(let year): padded(year, to: 4)
        }
    }

    /// Reads `2012/13` and `2012`.
    package init?(words: String) {
        switch YearWord(PlanDateReader.normalised(words)) {
        case .calendar(let year): self = .calendar(year)
        case .financial(let year): self = .financial(year)
        case .ambiguousFinancial, nil: return nil
        }
    }
}

extension RegisterTableRow {
    /// What stands in its fields, by their names; fields that are empty are left out.
    package var words: [String: String] {
        var words: [String: String] = [:]
        for field in RegisterField.allCases {
            let text = field.text(of: self)
            if !text.isEmpty { words[field.rawValue] = text }
        }
        return words
    }

    /// From what ``words`` wrote. Names that are not known are passed over; nil without a reference.
    package init?(words: [String: String], context: PlanDateContext) {
        self.init(reference: "")
        for (name, text) in words {
            guard let field = RegisterField(rawValue: name) else { continue }
            _ = field.set(text, in: &self, context: context)
        }
        if reference.isEmpty { return nil }
    }
}

extension PlanTableRow {
    private enum Field: String {
        case reference, theme, area, action, remark
        case linkedTo = "linked-to"
        case byWhom = "by-whom"
        case byWhen = "by-when"
    }

    /// What stands in its columns, by their names; columns that are empty are left out.
    package var words: [String: String] {
        let all: [Field: String] = [
            .reference: reference, .theme: theme, .area: area, .action: action, .remark: remark ?? "",
            .linkedTo: linkedTo.text, .byWhom: byWhom, .byWhen: byWhen.text,
        ]
        return Dictionary(uniqueKeysWithValues: all.filter { !$0.value.isEmpty }.map { ($0.key.rawValue, $0.value) })
    }

    /// From what ``words`` wrote; nil without a reference.
    package init?(words: [String: String], context: PlanDateContext) {
        func text(_ field: Field) -> String? { words[field.rawValue] }
        guard let reference = text(.reference) else { return nil }
        self.init(
            reference: reference,
            theme: text(.theme) ?? "",
            area: text(.area) ?? "",
            action: text(.action) ?? "",
            remark: text(.remark),
            linkedTo: LinkedReferences(reading: text(.linkedTo) ?? ""),
            byWhom: text(.byWhom) ?? "",
            byWhen: PlanDate(reading: text(.byWhen) ?? "", context: context)
        )
    }
}
