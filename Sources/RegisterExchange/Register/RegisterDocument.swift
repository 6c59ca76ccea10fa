import EstateModel
import Reporting

/// A register as a document of the shape of JSON:API (https://jsonapi.org/format/1.1/), laid out as all JSON of Reeve.
///
/// Written field by field, because a register of a large estate has millions of them.
struct RegisterDocument {
    /// Raised when a key is removed or changes its meaning.
    static let format = "reeve-register-1"

    let table: RegisterTable
    /// All fields but those that are the resource's id and its relationships, in the order of their keys.
    private let attributes: [(name: String, access: RegisterField.Access)]

    init(table: RegisterTable) {
        self.table = table
        attributes = RegisterField.allCases.filter { ![.reference, .plan, .exception].contains($0) }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ("\"\($0.key)\"", $0.access) }
    }

    var text: String {
        var text = "{\n  \"data\": ["
        for (number, row) in table.rows.enumerated() {
            text += number == 0 ? "\n" : ",\n"
            append(row, to: &text)
        }
        text += table.rows.isEmpty ? "],\n" : "\n  ],\n"
        text += "  \"jsonapi\": {\n    \"version\": \"1.1\"\n  },\n  \"meta\": {\n"
        text += "    \"asOf\": \"\(table.asOf)\",\n    \"format\": \"\(Self.format)\",\n"
        text += "    \"marking\": \(StableJSON.literal(table.marking)),\n"
        text += "    \"name\": \(StableJSON.literal(table.name))\n  }\n}\n"
        return text
    }

    private func append(_ row: RegisterTableRow, to text: inout String) {
        text += "    {\n      \"attributes\": {"
        for (number, attribute) in attributes.enumerated() {
            text += number == 0 ? "\n        " : ",\n        "
            text += attribute.name
            text += ": "
            append(attribute.access, of: row, to: &text)
        }
        text += "\n      },\n      \"id\": \(StableJSON.literal(Self.identifier(row))),\n      \"relationships\": {\n"
        text += "        \"exception\": " + Self.linkage("exceptions", row.treatment.exception) + ",\n"
        text += "        \"plan\": " + Self.linkage("plans", row.plan.reference) + "\n"
        let type = row.history.recordedIn == nil ? "risks" : "recorded-risks"
        text += "      },\n      \"type\": \"\(type)\"\n    }"
    }

    /// References of other registers are told apart by where they stand.
    private static func identifier(_ row: RegisterTableRow) -> String {
        row.history.recordedIn.map { "\($0): \(row.reference)" } ?? row.reference
    }

    private func append(_ access: RegisterField.Access, of row: RegisterTableRow, to text: inout String) {
        switch access {
        case .reference: text += StableJSON.literal(row.reference)
        case .text(let path), .word(let path, _): text += Self.literal(row[keyPath: path])
        case .list(let path):
            let items = row[keyPath: path].map { "\n          " + StableJSON.literal($0) }
            text += items.isEmpty ? "[]" : "[" + items.joined(separator: ",") + "\n        ]"
        case .number(let path, _): text += row[keyPath: path].map { String($0) } ?? "null"
        case .flag(let path): text += row[keyPath: path].map { $0 ? "true" : "false" } ?? "null"
        case .day(let path): text += row[keyPath: path].map(Self.date) ?? "null"
        }
    }

    private static func literal(_ text: String?) -> String { text.map(StableJSON.literal) ?? "null" }

    /// `{"data": {"id": "P-0001", "type": "plans"}}`, or null as data.
    private static func linkage(_ type: String, _ id: String?) -> String {
        guard let id else { return "{\n          \"data\": null\n        }" }
        return "{\n          \"data\": {\n            \"id\": \(StableJSON.literal(id)),\n"
            + "            \"type\": \"\(type)\"\n          }\n        }"
    }

    /// What is written, and the days that it means where it is clear.
    private static func date(_ date: PlanDate) -> String {
        var period: PlanDate.Period?
        if case .period(let found) = date.meaning { period = found }
        let lines = [
            "\"first\": " + literal(period?.first.description), "\"last\": " + literal(period?.due?.description),
            "\"precision\": " + literal(period?.precision.rawValue), "\"standing\": " + literal(standing(date)),
            "\"text\": " + StableJSON.literal(date.text), "\"unclear\": " + literal(date.unclear?.reason.rawValue),
        ]
        return "{\n          " + lines.joined(separator: ",\n          ") + "\n        }"
    }

    private static func standing(_ date: PlanDate) -> String? {
        switch date.meaning {
        case .ongoing: "ongoing"
        case .recurring(let recurrence): recurrence.rawValue
        case .none, .period, .unclear: nil
        }
    }
}
