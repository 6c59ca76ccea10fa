/// Reads comma-separated records with quoted fields (RFC 4180), which may hold line ends. Bounded in fields.
struct CSVReader {
    static let mostFields = 1_000

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next record that is no empty line; nil at the end. Fields come as text, empty ones included.
    mutating func next() -> [String]? {
        skipLineEnds()
        guard index < bytes.count else { return nil }
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if quoted {
                guard byte == UInt8(ascii: "\"") else {
                    field.append(byte)
                    continue
                }
                if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
                    field.append(byte)
                    index += 1
                } else {
                    quoted = false
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                quoted = true
            } else if byte == UInt8(ascii: ",") {
                append(&field, to: &fields)
            } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                break
            } else {
                field.append(byte)
            }
        }
        append(&field, to: &fields)
        return fields
    }

    private func append(_ field: inout [UInt8], to fields: inout [String]) {
        if fields.count < Self.mostFields { fields.append(field[...].trimmed.text) }
        field = []
    }

    private mutating func skipLineEnds() {
        while index < bytes.count, bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r") {
            index += 1
        }
    }
}
