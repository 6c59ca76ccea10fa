import EstateModel
import LinearRegex

/// Finds the few entries that may hold for a fact among hundreds of rules.
///
/// For each kind of fact and field, expressions that are one fixed text stand in a dictionary, the others in one
/// set that RE2 looks for in a single pass.
struct RuleIndex: Sendable {
    struct Place: Hashable, Sendable {
        /// Index in the pack's products.
        var product: Int
        var isLookAlike: Bool
        /// Index in `identify` or `not-product`.
        var entry: Int
    }

    private struct FieldTable: Sendable {
        var literals: [String: [Int]] = [:]
        var patterns: [LinearRegex] = []
        var patternPlaces: [Int] = []
        var set: LinearRegexSet?
    }

    private var places: [Place] = []
    private var tables: [String: [String: FieldTable]] = [:]

    init(_ products: [ProductRule]) {
        for (number, product) in products.enumerated() {
            for (entry, value) in product.notProduct.enumerated() {
                add(value, at: Place(product: number, isLookAlike: true, entry: entry))
            }
            for (entry, value) in product.identify.enumerated() {
                add(value, at: Place(product: number, isLookAlike: false, entry: entry))
            }
        }
        for (kind, fields) in tables {
            for (field, table) in fields where !table.patterns.isEmpty {
                tables[kind]?[field]?.set = LinearRegexSet(table.patterns)
            }
        }
    }

    private mutating func add(_ entry: IdentifyEntry, at place: Place) {
        let kind = entry.kind
        guard let condition = entry.conditions.first(where: { $0.field == kind.keyField }) ?? entry.conditions.first
        else {
            return
        }
        let number = places.count
        places.append(place)
        var table = tables[kind.name]?[condition.field] ?? FieldTable()
        for pattern in condition.patterns {
            if let literal = literalText(of: pattern.source) {
                table.literals[literal.lowercased(), default: []].append(number)
            } else {
                table.patterns.append(pattern)
                table.patternPlaces.append(number)
            }
        }
        tables[kind.name, default: [:]][condition.field] = table
    }

    /// Places whose key condition holds, in the order of products and entries, look-alikes first.
    func candidates(for fact: NormalFact) -> [Place] {
        guard let fields = tables[fact.raw.kind] else { return [] }
        var found: Set<Int> = []
        for (field, table) in fields {
            guard let text = fact[field] else { continue }
            if !table.literals.isEmpty, let numbers = table.literals[text.lowercased()] { found.formUnion(numbers) }
            guard !table.patterns.isEmpty else { continue }
            let matches =
                table.set?.matches(in: text) ?? table.patterns.indices.filter { table.patterns[$0].matches(text) }
            for match in matches { found.insert(table.patternPlaces[match]) }
        }
        return found.sorted().map { places[$0] }
    }
}

/// The text that an expression such as `^mssql-server$` stands for; nil when it can match more than one text.
func literalText(of pattern: String) -> String? {
    var bytes = Array(pattern.utf8)
    guard bytes.count > 2, bytes.first == UInt8(ascii: "^"), bytes.last == UInt8(ascii: "$") else { return nil }
    bytes = Array(bytes.dropFirst().dropLast())
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\\") {
            guard index + 1 < bytes.count, !isLetter(bytes[index + 1]), !isDigit(bytes[index + 1]),
                bytes[index + 1] < 0x80
            else { return nil }
            result.append(bytes[index + 1])
            index += 2
            continue
        }
        guard !"^$.|?*+()[]{}".utf8.contains(byte) else { return nil }
        result.append(byte)
        index += 1
    }
    return String(decoding: result, as: UTF8.self)
}
