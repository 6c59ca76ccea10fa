import EstateModel
import Lifecycle

/// A program's or package's name taken apart, so that its versions, architectures and languages can be told as one.
struct NameShape: Hashable {
    enum Part: Hashable {
        case word(String)
        /// A version, a year, a build: its text differs between variants.
        case version
        /// `(x64)`, `(en-GB)`, `amd64`.
        case variant(String)
    }

    let parts: [Part]
    /// Blanks between words, or hyphens in the names of packages.
    let separator: String

    /// - Parameter kind: the fact's: packages and programs are named by hyphens, entries of the registry by words.
    init(_ name: String, kind: String) {
        let isPackage = !["registry", "appx", "macos-app", "office-click-to-run", "sql-instance"].contains(kind)
        separator = isPackage ? "-" : " "
        let words =
            isPackage
            ? name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            : tidyName(name).split(separator: " ").map(String.init)
        let parts = isPackage ? Self.packageParts(words) : Self.parts(words)
        let hasWord = parts.contains { if case .word = $0 { true } else { false } }
        self.parts = hasWord ? parts : words.map { .word($0) }
    }

    /// The name without versions and variants, as its maker writes it.
    var title: String {
        parts.compactMap { if case .word(let text) = $0 { text } else { nil } }.joined(separator: separator)
    }

    /// The same for names that differ by version, architecture, language or capitals.
    var key: String { title.lowercased() }

    /// Matches this name with other versions, and nothing that has more or fewer words.
    var expression: String {
        let pieces = parts.map { part in
            switch part {
            case .word(let text): Self.escaped(text)
            case .version: separator == " " ? #"\S*\d\S*"# : #"[\w.+]*\d[\w.+]*"#
            case .variant(let text): Self.escaped(text)
            }
        }
        return "^" + pieces.joined(separator: separator) + "$"
    }

    // MARK: Taking apart

    private static func parts(_ words: [String]) -> [Part] {
        var parts: [Part] = []
        for (index, word) in words.enumerated() {
            if isVersion(word) {
                parts.append(.version)
            } else if isVariant(word) || word == "-" && words.dropFirst(index + 1).allSatisfy(isVariant) && index > 0 {
                parts.append(.variant(word))
            } else {
                parts.append(.word(word))
            }
        }
        return parts
    }

    private static func packageParts(_ words: [String]) -> [Part] {
        words.enumerated().map { index, word in
            if index > 0, isVersion(word) { return .version }
            return index > 0 && isVariant(word) ? .variant(word) : .word(word)
        }
    }

    /// Digits and points with no other letters than a leading `v` or `r`, brackets and a comma around them allowed.
    private static func isVersion(_ word: String) -> Bool {
        var text = Substring(word.lowercased())
        while let first = text.first, "([{".contains(first) { text = text.dropFirst() }
        while let last = text.last, ")]},;:".contains(last) { text = text.dropLast() }
        if text.first == "v" || text.first == "r" { text = text.dropFirst() }
        guard let first = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "._+".utf8.contains($0) }
    }

    private static let variants: Set<String> = [
        "x64", "x86", "x86_64", "amd64", "arm64", "aarch64", "i386", "i586", "i686", "ia64", "noarch", "64-bit",
        "32-bit",
        "64bit", "32bit", "win32", "win64", "all",
    ]

    private static func isVariant(_ word: String) -> Bool {
        let text = word.lowercased().filter { !"()[],".contains($0) }
        if variants.contains(text) { return true }
        // A language: en-GB, en_us, (en).
        let pieces = text.split { $0 == "-" || $0 == "_" }
        let isBracketed = word.hasPrefix("(") && word.hasSuffix(")")
        return pieces.allSatisfy { $0.count == 2 && $0.allSatisfy { $0.isLetter && $0.isASCII } }
            && (pieces.count == 2 || pieces.count == 1 && isBracketed)
    }

    /// The text as a regular expression that matches it alone; what could not be seen matches any one character.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, scalar.value > 0x20, scalar.value < 0x7F {
                let isPlain = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
                result += (isPlain ? "" : "\\") + String(scalar)
            } else if visible(String(scalar)) == String(scalar), scalar != " " {
                result.unicodeScalars.append(scalar)
            } else {
                result += scalar == " " ? " " : "."
            }
        }
        return result
    }
}
