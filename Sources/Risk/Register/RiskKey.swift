/// What makes a risk the same risk from scan to scan: whose it is, what it is about, and what it is a risk to.
package struct RiskKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The organisation's id; nil for assets that belong to none.
    package var organisation: String?
    /// The product's id. Risks that are not about a product as such carry a prefix: `updates:debian`.
    package var product: String
    /// Nil when the release is not determined.
    package var release: String?
    /// The business service's id; nil for assets that serve none.
    package var service: String?

    package init(organisation: String?, product: String, release: String?, service: String?) {
        self.organisation = organisation
        self.product = product
        self.release = release
        self.service = service
    }

    /// `darlington|debian|11|planning`, the form that is stored; `%` and `|` inside a part are percent-encoded.
    package var description: String {
        [organisation, product, release, service].map { Self.escaped($0 ?? "") }.joined(separator: "|")
    }

    /// Reads what ``description`` wrote; nil for anything else.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: 0x7C, omittingEmptySubsequences: false)
            .map { Self.unescaped(Substring($0)) }
        guard parts.count == 4, !parts[1].isEmpty else { return nil }
        let optional = parts.map { $0.isEmpty ? nil : $0 }
        self.init(organisation: optional[0], product: parts[1], release: optional[2], service: optional[3])
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.organisation != right.organisation { return left.organisation ?? "" < right.organisation ?? "" }
        if left.product != right.product { return left.product < right.product }
        if left.release != right.release { return left.release ?? "" < right.release ?? "" }
        return left.service ?? "" < right.service ?? ""
    }

    private static func escaped(_ part: String) -> String {
        guard part.utf8.contains(where: { $0 == 0x25 || $0 == 0x7C }) else { return part }
        var result = ""
        for character in part.unicodeScalars {
            switch character {
            case "%": result += "%25"
            case "|": result += "%7C"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private static func unescaped(_ part: Substring) -> String {
        guard part.utf8.contains(0x25) else { return String(part) }
        var result = ""
        var rest = part.unicodeScalars[...]
        while let character = rest.first {
            if rest.starts(with: "%7C".unicodeScalars) {
                result += "|"
                rest = rest.dropFirst(3)
            } else if rest.starts(with: "%25".unicodeScalars) {
                result += "%"
                rest = rest.dropFirst(3)
            } else {
                result.unicodeScalars.append(character)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}

/// Gives every key that has none the next reference number, in the order of the keys: `R-0001`, `R-0002`, …
///
/// A number that was ever given stays with its key, also when the risk is gone, and is never given again.
///
/// - Returns: the existing table with the new keys added.
package func assignReferences(
    existing: [RiskKey: String],
    keys: some Sequence<RiskKey>
) -> [RiskKey: String] {
    var references = existing
    var last = existing.values.compactMap(referenceNumber).max() ?? 0
    for key in Set(keys).sorted() where references[key] == nil {
        last += 1
        let digits = String(last)
        references[key] = "R-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return references
}

/// 7 for `R-0007`; nil for a reference that somebody wrote in another form.
private func referenceNumber(_ reference: String) -> Int? {
    reference.hasPrefix("R-") ? Int(reference.dropFirst(2)) : nil
}
