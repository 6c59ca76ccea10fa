/// What an entry says of the state that it leaves: the digests of the record that it changed and of the book's summary.
///
/// With it the stored records can be compared with the log without deciding everything again: of a million entries only
/// the last mark of each record counts.
package struct StateMark: Hashable, Sendable {
    package var kind: StoredState.Kind
    package var id: String
    /// SHA-256 of the record's body, a line feed and its outline, in hexadecimal.
    package var record: String
    /// The same of the book's summary.
    package var summary: String

    package init(record: StoredState, summary: StoredState) {
        kind = record.kind
        id = record.id
        self.record = record.digest
        self.summary = summary.digest
    }

    /// `risk R-0001 5f1d… 90ab…`.
    package var text: String { "\(kind.rawValue) \(id) \(record) \(summary)" }

    package init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, let kind = StoredState.Kind(rawValue: String(words[0])),
            words[2].utf8.count == 64, words[3].utf8.count == 64
        else { return nil }
        self.kind = kind
        id = String(words[1])
        record = String(words[2])
        summary = String(words[3])
    }
}

extension StateMark: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let mark = StateMark(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a mark of a state")
        }
        self = mark
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension StoredState {
    /// SHA-256 of the body, a line feed and the outline, in hexadecimal.
    package var digest: String { AuditChain.digest(of: body + "\n" + (outline ?? "")) }
}

/// Compares stored records with the marks of a log, record by record.
package struct StateComparison: Sendable {
    /// The last mark of each record, by `kind id`.
    private var marks: [String: String] = [:]
    private var summary: String?
    private var odd: String?

    package init() {}

    /// Takes the mark of an entry from its stored text, in the order of the log.
    package mutating func read(body: UnsafeRawBufferPointer) {
        guard let mark = Self.mark(in: body) else { return }
        marks["\(mark.kind.rawValue) \(mark.id)"] = mark.record
        summary = mark.summary
    }

    /// Takes a stored record, in any order.
    package mutating func compare(_ state: StoredState) {
        guard odd == nil else { return }
        let name = "\(state.kind.rawValue) \(state.id)"
        let expected = state.kind == .book ? summary.take() : marks.removeValue(forKey: name)
        if expected != state.digest { odd = name }
    }

    /// The first record that the log does not explain, or that is lost; nil when the state is the log's.
    package var unexplained: String? {
        odd ?? marks.keys.min() ?? (summary == nil ? nil : "book \(DecisionBook.bookID)")
    }

    private static func mark(in body: UnsafeRawBufferPointer) -> StateMark? {
        guard let start = StateMark.start(in: body) else { return nil }
        let rest = body[(start + StateMark.key.count)...]
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return StateMark(String(decoding: rest[..<end], as: UTF8.self))
    }
}

extension StateMark {
    static let key = Array(",\"state\":\"".utf8)
    /// More than any mark with its key takes.
    private static let mostBytes = 400

    /// Where the key stands in the stored text of an entry. It cannot be inside a text, where its quotation marks would be
    /// escaped, and stands at the end.
    static func start(in body: UnsafeRawBufferPointer) -> Int? {
        guard body.count > key.count, body[body.count - 2] == UInt8(ascii: "\"") else { return nil }
        var index = body.count - key.count
        let first = max(0, body.count - mostBytes)
        while index >= first {
            if body[index] == key[0], body[index + 1] == key[1], body[index..<index + key.count].elementsEqual(key) {
                return index
            }
            index -= 1
        }
        return nil
    }
}
