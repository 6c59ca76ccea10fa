import CRE2Shim

/// Many expressions looked for in one pass over a text: the cost hardly grows with their number.
package final class LinearRegexSet: Sendable {
    // As for LinearRegex: immutable once compiled, thread-safe, freed once.
    private let lazyHandle = LazyHandle()
    private let patterns: [LinearRegex]

    /// The expressions are compiled together when they are first looked for.
    package init(_ patterns: [LinearRegex]) {
        self.patterns = patterns
    }

    deinit {
        if let handle = lazyHandle.existing { re2_set_free(handle) }
    }

    /// Nil when all together need too much memory.
    private var handle: OpaquePointer? {
        lazyHandle.value(make: compile, free: re2_set_free)
    }

    private func compile() -> OpaquePointer? {
        guard let created = re2_set_create(false, Self.setMemory) else { return nil }
        for pattern in patterns {
            // A set has one setting for all, so each expression carries its own.
            let text = pattern.ignoresCase ? "(?i:\(pattern.pattern))" : pattern.pattern
            var reason = [CChar](repeating: 0, count: 300)
            guard re2_set_add(created, text, text.utf8.count, &reason, reason.count) >= 0 else {
                re2_set_free(created)
                return nil
            }
        }
        guard re2_set_compile(created) else {
            re2_set_free(created)
            return nil
        }
        return created
    }

    /// Indices, ascending, of the expressions found anywhere in the text.
    package func matches(in text: String) -> [Int] {
        guard !patterns.isEmpty else { return [] }
        // Without a set, because it would need too much memory, one by one: slower, not wrong.
        guard let handle else { return patterns.indices.filter { patterns[$0].matches(text) } }
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
