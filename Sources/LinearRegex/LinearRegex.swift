import CRE2Shim

/// A regular expression that takes time linear in the text, whatever the expression: rules and targets are hostile.
///
/// The engine is RE2: no look-around, no back-references. Named groups may be written `(?<name>…)`.
package final class LinearRegex: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The expression as its author wrote it.
    package let source: String
    package let ignoresCase: Bool
    /// Names of groups in the order in which they open.
    package let groupNames: [String]
    /// The expression in the engine's own syntax.
    let pattern: String
    // RE2 objects are immutable after construction and documented as thread-safe; freed once, in deinit.
    private let lazyHandle = LazyHandle()

    /// An expression of plain syntax is compiled when it is first looked for, any other at once.
    ///
    /// - Throws: ``Failure`` with the engine's reason.
    package init(_ source: String, ignoreCase: Bool = false) throws(Failure) {
        guard source.utf8.count <= Self.longestSource else {
            throw Failure(description: "it is longer than \(Self.longestSource) bytes; split it")
        }
        self.source = source
        ignoresCase = ignoreCase
        let syntax = RegexSyntax(reading: source)
        groupNames = syntax.groupNames
        pattern = syntax.pattern
        if let name = syntax.repeatedName { throw Failure(description: "two groups are called '\(name)'") }
        guard syntax.groupCount <= Self.mostGroups else {
            throw Failure(description: "it has more than \(Self.mostGroups) capturing groups; write (?:…) or split it")
        }
        if !PlainSyntax.accepts(pattern) {
            let compiled = try Self.compile(pattern, ignoreCase: ignoreCase)
            _ = lazyHandle.value(make: { compiled }, free: re2_pattern_free)
        }
    }

    deinit {
        if let handle = lazyHandle.existing { re2_pattern_free(handle) }
    }

    /// Nil only when there was no memory to compile an expression that is known to be right.
    private var handle: OpaquePointer? {
        lazyHandle.value(make: { try? Self.compile(pattern, ignoreCase: ignoresCase) }, free: re2_pattern_free)
    }

    /// Whether the engine takes the expression; false is a fault of ``PlainSyntax``.
    var compiles: Bool { handle != nil }

    /// Whether the expression is found anywhere in the text.
    package func matches(_ text: String) -> Bool {
        guard let handle else { return false }
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { re2_pattern_search(handle, $0.baseAddress, $0.count, nil, 0) }
        }
    }

    /// The whole match and its groups (index 0 is the whole), nil where a group took no part; nil when not found.
    package func firstMatch(in text: String) -> Match? {
        guard let handle else { return nil }
        let count = Int(re2_pattern_group_count(handle)) + 1
        var places = [re2_group](repeating: re2_group(start: -1, length: 0), count: count)
        var text = text
        return text.withUTF8 { bytes -> Match? in
            let found = bytes.withMemoryRebound(to: CChar.self) {
                re2_pattern_search(handle, $0.baseAddress, $0.count, &places, Int32(count))
            }
            guard found else { return nil }
            let groups = places.map { place -> String? in
                guard place.start >= 0 else { return nil }
                return String(decoding: bytes[place.start..<place.start + place.length], as: UTF8.self)
            }
            return Match(groups: groups, handle: handle, regex: self)
        }
    }

    package struct Match {
        package let groups: [String?]
        fileprivate let handle: OpaquePointer
        /// Keeps the handle alive.
        fileprivate let regex: LinearRegex

        /// The text of a named group; nil when there is no such group or it took no part.
        package subscript(name: String) -> String? {
            let index = re2_pattern_group_named(handle, name)
            return index < 0 ? nil : groups[Int(index)]
        }
    }

    package func hasGroup(_ name: String) -> Bool {
        groupNames.contains(name)
    }

    private static func compile(_ pattern: String, ignoreCase: Bool) throws(Failure) -> OpaquePointer {
        var reason = [CChar](repeating: 0, count: 300)
        let length = pattern.utf8.count
        guard let handle = re2_pattern_create(pattern, length, ignoreCase, patternMemory, &reason, reason.count) else {
            throw Failure(description: text(of: reason))
        }
        return handle
    }

    /// The longest expression, in bytes: reading its group names takes the square of its length.
    static let longestSource = 8 << 10

    /// The most capturing groups, with a name or without: a match keeps all of them for each place that it tries, so
    /// that thousands of groups would take hundreds of MiB.
    static let mostGroups = 40

    /// Memory of one compiled pattern, in bytes; RE2's own default is 8 MiB.
    static let patternMemory = 8 << 20

    static func text(of characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
