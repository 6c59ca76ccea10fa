import EstateModel

/// A JSON value that is written the same way every time: sorted keys, two spaces of indentation, absent values as
/// `null`.
enum JSONText: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case fraction(Double)
    case string(String)
    case array([JSONText])
    case object([String: JSONText])

    /// An object from pairs of a key and anything that can be written.
    static func object(_ pairs: KeyValuePairs<String, any JSONWritable>) -> JSONText {
        .object(Dictionary(pairs.map { ($0.key, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
    }

    /// UTF-8 text that ends with a line feed.
    var text: String {
        var output = ""
        write(to: &output, indentation: 0)
        return output + "\n"
    }

    /// The same on one line.
    var line: String {
        var output = ""
        write(to: &output, indentation: nil)
        return output + "\n"
    }

    /// - Parameter indentation: of the line that this value begins on; nil for everything on one line.
    private func write(to output: inout String, indentation: Int?) {
        switch self {
        case .null: output += "null"
        case .boolean(let value): output += value ? "true" : "false"
        case .integer(let value): output += String(value)
        case .fraction(let value): output += value.isFinite ? String(value) : "null"
        case .string(let value): Self.write(value, to: &output)
        case .array(let values):
            let items = values.map { (prefix: "", value: $0) }
            Self.write(items, between: ("[", "]"), to: &output, indentation: indentation)
        case .object(let members):
            let items = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { member in
                var prefix = ""
                Self.write(member.key, to: &prefix)
                return (prefix: prefix + ": ", value: member.value)
            }
            Self.write(items, between: ("{", "}"), to: &output, indentation: indentation)
        }
    }

    private static func write(
        _ items: [(prefix: String, value: JSONText)],
        between ends: (String, String),
        to output: inout String,
        indentation: Int?
    ) {
        let inner = indentation.map { $0 + 2 }
        let newLine = { (depth: Int?) in depth.map { "\n" + String(repeating: " ", count: $0) } ?? "" }
        output += ends.0
        for (index, item) in items.enumerated() {
            output += (index > 0 ? "," : "") + newLine(inner) + item.prefix
            item.value.write(to: &output, indentation: inner)
        }
        if !items.isEmpty { output += newLine(indentation) }
        output += ends.1
    }

    /// The string itself is kept whole; what hides or reorders text is written as `\uXXXX`, so that the file can be
    /// read.
    private static func write(_ string: String, to output: inout String) {
        output += "\""
        forEachScalar(of: string) { scalar, isHiding in
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            default:
                if isHiding {
                    for unit in String(scalar).utf16 { output += "\\u" + hexadecimal(unit) }
                } else {
                    output.unicodeScalars.append(scalar)
                }
            }
        }
        output += "\""
    }

    private static func hexadecimal(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

/// What can stand in a JSON document.
protocol JSONWritable {
    var json: JSONText { get }
}

extension JSONText: JSONWritable {
    var json: JSONText { self }
}

extension String: JSONWritable {
    var json: JSONText { .string(self) }
}

extension Bool: JSONWritable {
    var json: JSONText { .boolean(self) }
}

extension Int: JSONWritable {
    var json: JSONText { .integer(Int64(self)) }
}

extension Int64: JSONWritable {
    var json: JSONText { .integer(self) }
}

extension CalendarDay: JSONWritable {
    var json: JSONText { .string(description) }
}

extension Instant: JSONWritable {
    var json: JSONText { .string(description) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    var json: JSONText { self?.json ?? .null }
}

extension Array: JSONWritable where Element: JSONWritable {
    var json: JSONText { .array(map(\.json)) }
}
