// FoundationEssentials in this folder only: JSON lines come from other tools, and its decoder bounds depth and numbers.
package import EstateModel
import FoundationEssentials

/// One line that `reeve rules judge` reads.
package struct JudgeQuestion: Sendable {
    package var id: JSONText?
    package var given: Fact
    package var host: HostContext
    package var entitlements: [OrganisationRecord.Entitlement]
}

/// A text, number or truth value of JSON as the text that rules match on.
package struct JSONText: Hashable, Sendable, Codable {
    package var text: String
    private var isNumber = false

    package init(_ text: String) { self.text = text }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text
        } else if let number = try? container.decode(Int64.self) {
            text = String(number)
            isNumber = true
        } else if let value = try? container.decode(Bool.self) {
            text = String(value)
        } else {
            text = String(try container.decode(Double.self))
        }
    }

    /// A number that came in goes out as a number.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if isNumber, let number = Int64(text) { try container.encode(number) } else { try container.encode(text) }
    }
}

extension JudgeQuestion: Decodable {
    private enum Key: String, CodingKey {
        case id
        case given
        case host
        case entitlements
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decodeIfPresent(JSONText.self, forKey: .id)
        let given = try container.decode([String: GivenValue].self, forKey: .given)
        guard let kind = given["from"]?.text else {
            throw WrongQuestion(description: "'given' needs 'from', the kind of fact")
        }
        guard FactKind.named(kind) != nil else {
            let names = FactKind.all.map(\.name)
            let near = nearestWord(to: kind, among: names).map { "; did you mean '\($0)'?" } ?? ""
            throw WrongQuestion(description: "no kind of fact is called '\(visible(kind, limit: 60))'\(near)")
        }
        var fields: [String: String] = [:]
        for (name, value) in given where name != "from" {
            if let nested = value.fields { fields.merge(nested) { own, _ in own } }
            if let text = value.text { fields[name] = text }
        }
        if kind == "windows-os", fields["version"] == nil { fields["version"] = Self.windowsVersion(fields["build"]) }
        self.given = Fact(kind: kind, fields: fields)
        host = try container.decodeIfPresent(QuestionHost.self, forKey: .host)?.context ?? HostContext()
        entitlements =
            try container.decodeIfPresent([QuestionEntitlement].self, forKey: .entitlements)?.map(\.record) ?? []
    }
}

extension JudgeQuestion {
    /// `10.0.19045` of build `19045`: a host tells both, whoever asks by hand often the build alone.
    private static func windowsVersion(_ build: String?) -> String? {
        guard let build, let number = Int(build) else { return nil }
        let line: String? =
            switch number {
            case 10_240..<100_000: "10.0"
            case 9600: "6.3"
            case 9200: "6.2"
            case 7600...7601: "6.1"
            case 6000...6003: "6.0"
            default: nil
            }
        return line.map { "\($0).\(number)" }
    }
}

/// Why a line is no question, for its sender.
struct WrongQuestion: Error, CustomStringConvertible {
    let description: String
}

/// A field of a fact: plain, or (os-release) a mapping of fields. Lists and null count as not given.
private struct GivenValue: Decodable {
    var text: String?
    var fields: [String: String]?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(JSONText.self) {
            text = value.text
        } else if let values = try? container.decode([String: JSONText].self) {
            fields = values.mapValues(\.text)
        } else if let lines = try? container.decode([JSONText].self) {
            text = lines.map(\.text).joined(separator: "\n")
        }
    }
}

/// An id, or an id with days.
private struct QuestionEntitlement: Decodable {
    var record: OrganisationRecord.Entitlement

    private struct Full: Decodable {
        var id: String
        var from: CalendarDay?
        var until: CalendarDay?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let id = try? container.decode(String.self) {
            record = OrganisationRecord.Entitlement(id: id)
        } else {
            let full = try container.decode(Full.self)
            record = OrganisationRecord.Entitlement(id: full.id, from: full.from, until: full.until)
        }
    }
}
