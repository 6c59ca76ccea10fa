/// What an entry says of the state that it found and of the one that it leaves: digests of the record that it changed
/// and of the book's summary.
///
/// With it the stored records can be compared with the log without deciding everything again: the last mark of each
/// record says what must be stored, and every mark must begin where the one before it ended. A record that was changed
/// beside the log is found even when somebody's honest act was built on it since.
package struct StateMark: Hashable, Sendable {
    package var kind: StoredState.Kind
    package var id: String
    /// SHA-256 of the record's body, a line feed and its outline, in hexadecimal, before and after; ``nothing`` before
    /// the first.
    package var recordBefore: String
    package var record: String
    /// The same of the book's summary.
    package var summaryBefore: String
    package var summary: String

    /// Stands for the digest of a record that there was not yet.
    static let nothing = "new"

    package init(
        record: StoredState,
        summary: StoredState,
        found recordBefore: String?,
        _ summaryBefore: String
    ) {
        kind = record.kind
        id = record.id
        self.recordBefore = recordBefore ?? Self.nothing
        self.record = record.digest
        self.summaryBefore = summaryBefore
        self.summary = summary.digest
    }

    /// `risk R-0001 new 5f1d… 77ac… 90ab…`.
    package var text: String { "\(kind.rawValue) \(id) \(recordBefore) \(record) \(summaryBefore) \(summary)" }

    package init?(_ text: some StringProtocol) {
        let words = Array(text.utf8).split(separator: 0x20, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard words.count == 6, let kind = StoredState.Kind(rawValue: words[0]),
            words[2] == Self.nothing || words[2].utf8.count == 64, words[3...].allSatisfy({ $0.utf8.count == 64 })
        else { return nil }
        self.kind = kind
        id = words[1]
        recordBefore = words[2]
        record = words[3]
        summaryBefore = words[4]
        summary = words[5]
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
    private var marks: [String: StateDigest] = [:]
    private var summary: StateDigest?
    private var odd: String?

    private static let bookName = "book \(DecisionBook.bookID)"
    /// Of a book without entries.
    private static let emptySummary = (try? DecisionBook().storedSummary()).flatMap { StateDigest($0.digest) }

    package init() {}

    /// Takes the mark of an entry from its stored text, in the order of the log.
    package mutating func read(body: UnsafeRawBufferPointer) {
        guard odd == nil, let mark = MarkBytes(body) else { return }
        let before = marks.updateValue(mark.record, forKey: mark.name)
        if before != mark.recordBefore { odd = mark.name }
        if mark.summaryBefore != summary ?? Self.emptySummary { odd = odd ?? Self.bookName }
        summary = mark.summary
    }

    /// Takes a stored record, in any order; one of a kind that there is not is explained by nothing.
    ///
    /// - Parameter body: nil when only its outline is stored.
    package mutating func compare(kind name: String, _ id: String, body: String?, outline: String?) {
        guard odd == nil else { return }
        guard let kind = StoredState.Kind(rawValue: name), let body else {
            odd = "\(name) \(id)"
            return
        }
        let state = StoredState(kind, id, body: body, outline: outline)
        let expected = kind == .book ? summary.take() : marks.removeValue(forKey: "\(name) \(id)")
        if expected == nil || expected != StateDigest(state.digest) { odd = "\(name) \(id)" }
    }

    /// The first record that the log does not explain, or that is lost; nil when the state is the log's.
    package var unexplained: String? {
        odd ?? marks.keys.min() ?? summary.map { _ in Self.bookName }
    }
}

/// A SHA-256 as four numbers: a million are kept and compared.
private struct StateDigest: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Nil for anything but 64 hexadecimal digits.
    init?(_ text: String) {
        var text = text
        guard let digest = text.withUTF8({ StateDigest(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = digest
    }

    init?(_ digits: UnsafeRawBufferPointer) {
        guard digits.count == 64 else { return nil }
        func word(_ start: Int) -> UInt64? {
            var value: UInt64 = 0
            for index in start..<start + 16 {
                let digit = digits[index]
                switch digit {
                case 0x30...0x39: value = value << 4 | UInt64(digit - 0x30)
                case 0x61...0x66: value = value << 4 | UInt64(digit - 0x57)
                default: return nil
                }
            }
            return value
        }
        guard let first = word(0), let second = word(16), let third = word(32), let last = word(48) else { return nil }
        words = (first, second, third, last)
    }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

/// A mark as it stands in an entry's stored text, read without making a text of it.
private struct MarkBytes {
    /// `kind id`.
    let name: String
    let recordBefore: StateDigest?
    let record: StateDigest
    let summaryBefore: StateDigest?
    let summary: StateDigest

    init?(_ body: UnsafeRawBufferPointer) {
        guard let start = StateMark.start(in: body) else { return nil }
        let text = UnsafeRawBufferPointer(rebasing: body[(start + StateMark.key.count)...].prefix { $0 != 0x22 })
        let fields = text.split(separator: 0x20, omittingEmptySubsequences: false)
        guard fields.count == 6, let record = StateDigest(UnsafeRawBufferPointer(rebasing: fields[3])),
            let summary = StateDigest(UnsafeRawBufferPointer(rebasing: fields[5]))
        else { return nil }
        name = String(decoding: text[..<fields[1].endIndex], as: UTF8.self)
        recordBefore = StateDigest(UnsafeRawBufferPointer(rebasing: fields[2]))
        self.record = record
        summaryBefore = StateDigest(UnsafeRawBufferPointer(rebasing: fields[4]))
        self.summary = summary
    }
}

extension StateMark {
    static let key = Array(",\"state\":\"".utf8)
    /// More than any mark with its key takes.
    private static let mostBytes = 600

    /// Where the key stands in the stored text of an entry. It cannot be inside a text, where its quotation marks would
    /// be escaped, and stands at the end.
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
