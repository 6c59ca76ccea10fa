/// An answer that may also be "not enough is known".
package enum Tristate: Hashable, Sendable {
    case yes
    case no
    case unknown

    init(_ value: Bool) { self = value ? .yes : .no }

    /// All must hold.
    static func all(_ values: some Sequence<Tristate>) -> Tristate {
        var result = Tristate.yes
        for value in values {
            if value == .no { return .no }
            if value == .unknown { result = .unknown }
        }
        return result
    }

    /// One must hold.
    static func any(_ values: some Sequence<Tristate>) -> Tristate {
        var result = Tristate.no
        for value in values {
            if value == .yes { return .yes }
            if value == .unknown { result = .unknown }
        }
        return result
    }

    var negated: Tristate { self == .yes ? .no : self == .no ? .yes : .unknown }
}

/// One bound on a version, compared with as many fields as it has itself: `<=13.1` takes the whole line 13.1.
package struct VersionTerm: Hashable, Sendable, CustomStringConvertible {
    package enum Operator: String, Sendable, CaseIterable {
        /// The version itself and everything below it in the tree.
        case line = ""
        case exactly = "="
        case atLeast = ">="
        case below = "<"
        case atMost = "<="
        case above = ">"
    }

    package let `operator`: Operator
    package let bound: VersionNumber

    package var description: String { `operator`.rawValue + bound.text }

    /// Unknown when the version has fewer fields than the bound and those are equal: 13 against `>=13.0.6300`.
    package func holds(for version: VersionNumber) -> Tristate {
        if `operator` == .exactly { return Tristate(version == bound) }
        let count = bound.fields.count
        if version.fields.count < count {
            let common = VersionNumber.order(version.fields[...], bound.fields.prefix(version.fields.count))
            if common == 0 {
                guard case .word = bound.fields[version.fields.count] else { return .unknown }
                return decide(VersionNumber.order(version.fields[...], bound.fields[...]))
            }
            return decide(common)
        }
        return decide(VersionNumber.order(version.fields.prefix(count), bound.fields[...]))
    }

    private func decide(_ order: Int) -> Tristate {
        switch `operator` {
        case .line, .exactly: Tristate(order == 0)
        case .atLeast: Tristate(order >= 0)
        case .below: Tristate(order < 0)
        case .atMost: Tristate(order <= 0)
        case .above: Tristate(order > 0)
        }
    }
}

/// Terms that must all hold: `>=13.0.6300 <13.1`.
package struct VersionRange: Hashable, Sendable, CustomStringConvertible {
    /// Empty for `any`.
    package let terms: [VersionTerm]

    package var description: String {
        terms.isEmpty ? "any" : terms.map(\.description).joined(separator: " ")
    }

    /// Nil when a term is no version.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        if words == ["any"] {
            terms = []
            return
        }
        var terms: [VersionTerm] = []
        for word in words {
            let kind: VersionTerm.Operator =
                [.atLeast, .atMost, .below, .above, .exactly].first { word.hasPrefix($0.rawValue) } ?? .line
            guard let bound = VersionNumber(word.dropFirst(kind.rawValue.count)) else { return nil }
            terms.append(VersionTerm(operator: kind, bound: bound))
        }
        guard !terms.isEmpty, terms.count <= 8 else { return nil }
        self.terms = terms
    }

    package func holds(for version: VersionNumber?) -> Tristate {
        if terms.isEmpty { return .yes }
        guard let version else { return .unknown }
        return Tristate.all(terms.map { $0.holds(for: version) })
    }
}

/// Ranges of which one must hold; the value of `version:` in a rule's `match`.
package struct VersionExpression: Hashable, Sendable, CustomStringConvertible {
    package let ranges: [VersionRange]

    package init(_ ranges: [VersionRange]) { self.ranges = ranges }

    package init?(_ text: String) {
        guard let range = VersionRange(text) else { return nil }
        ranges = [range]
    }

    package var description: String { ranges.map(\.description).joined(separator: " or ") }

    package func holds(for version: VersionNumber?) -> Tristate {
        Tristate.any(ranges.map { $0.holds(for: version) })
    }

    /// Whether a term `=version` holds.
    func namesExactly(_ version: VersionNumber?) -> Bool {
        ranges.contains { range in range.terms.contains { $0.operator == .exactly && $0.bound == version } }
    }
}
