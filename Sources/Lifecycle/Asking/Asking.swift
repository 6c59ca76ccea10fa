package import EstateModel
import FoundationEssentials

/// The verdict on a question, by the same judge that a scan uses.
package func answer(_ question: JudgeQuestion, pack: RulePack, asOf: CalendarDay) -> JudgeAnswer {
    let organisation = OrganisationRecord(entitlements: question.entitlements)
    let verdict = Judge(pack: pack).judge(question.given, host: question.host, organisation: organisation, asOf: asOf)
    return JudgeAnswer(id: question.id, verdict: verdict)
}

/// One line of JSON in, one out, without its line end. A line that is no question is answered with `error`.
package func answer(line: some Collection<UInt8>, pack: RulePack, asOf: CalendarDay) -> String {
    guard line.count <= JudgeLine.byteLimit else {
        return JudgeLine.failure(nil, "the line is longer than \(JudgeLine.byteLimit) bytes")
    }
    let bytes = Array(line)
    guard JudgeLine.isShallow(bytes) else {
        return JudgeLine.failure(nil, "the line is nested deeper than \(JudgeLine.depthLimit) levels")
    }
    let data = Data(bytes)
    do {
        let question = try JSONDecoder().decode(JudgeQuestion.self, from: data)
        return JudgeLine.encode(answer(question, pack: pack, asOf: asOf))
    } catch {
        let id = (try? JSONDecoder().decode(JudgeLine.Identified.self, from: data))?.id
        return JudgeLine.failure(id, JudgeLine.explain(error))
    }
}

/// The bounds and the small shapes of a line.
enum JudgeLine {
    static let byteLimit = 1 << 20
    static let depthLimit = 16

    struct Identified: Decodable {
        var id: JSONText?
    }

    private struct Failure: Encodable {
        var id: JSONText?
        var error: String

        private enum Key: String, CodingKey { case id, error }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(error, forKey: .error)
        }
    }

    /// Counts brackets outside strings before any decoder sees the line.
    static func isShallow(_ bytes: [UInt8]) -> Bool {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
            } else if isInString {
                isEscaped = byte == UInt8(ascii: "\\")
                isInString = byte != UInt8(ascii: "\"")
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
                if depth > depthLimit { return false }
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
        }
        return true
    }

    static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return #"{"error":"the answer cannot be written as JSON"}"# }
        return String(decoding: data, as: UTF8.self)
    }

    static func failure(_ id: JSONText?, _ message: String) -> String {
        encode(Failure(id: id, error: message))
    }

    static func explain(_ error: any Error) -> String {
        switch error {
        case let wrong as WrongQuestion: return wrong.description
        case DecodingError.keyNotFound(let key, _): return "the question needs '\(visible(key.stringValue, limit: 60))'"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            return "'\(path(context))' is of the wrong type"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            return "'\(path(context))': \(visible(context.debugDescription, limit: 200))"
        default: return "the line is no JSON object"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        visible(context.codingPath.map(\.stringValue).joined(separator: "."), limit: 100)
    }
}
