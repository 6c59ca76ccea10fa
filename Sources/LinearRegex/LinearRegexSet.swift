import CRE2Shim

/// Many expressions looked for in one pass over a text: the cost hardly grows with their number.
package final class LinearRegexSet: Sendable {
    // As for LinearRegex: immutable once compiled, thread-safe, freed once.
    nonisolated(unsafe) private let handle: OpaquePointer
    private let patterns: [LinearRegex]

    /// - Throws: ``LinearRegex/Failure`` when an expression is wrong or all together need too much memory.
    package init(_ patterns: [LinearRegex]) throws(LinearRegex.Failure) {
        self.patterns = patterns
        guard let created = re2_set_create(false, Self.setMemory) else {
            throw LinearRegex.Failure(description: "no memory for a set of expressions")
        }
        handle = created
        for pattern in patterns {
            // A set has one setting for all, so each expression carries its own.
            let text = pattern.ignoresCase ? "(?i:\(pattern.pattern))" : pattern.pattern
            var reason = [CChar](repeating: 0, count: 300)
            guard re2_set_add(created, text, text.utf8.count, &reason, reason.count) >= 0 else {
                throw LinearRegex.Failure(description: LinearRegex.text(of: reason))
            }
        }
        guard re2_set_compile(created) else {
            throw LinearRegex.Failure(description: "the expressions together need more than \(Self.setMemory) bytes")
        }
    }

    deinit {
        re2_set_free(handle)
    }

    /// Indices, ascending, of the expressions found anywhere in the text.
    package func matches(in text: String) -> [Int] {
        guard !patterns.isEmpty else { return [] }
        var indices = [Int32](repeating: 0, count: patterns.count)
        var text = text
        let count = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                re2_set_match(handle, $0.baseAddress, $0.count, &indices, Int32(indices.count))
            }
        }
        guard count >= 0 else {
            // The set outgrew its memory on this text: one by one is slower and still linear.
            return patterns.indices.filter { patterns[$0].matches(text) }
        }
        return indices.prefix(Int(count)).map(Int.init)
    }

    static let setMemory = 64 << 20
}
