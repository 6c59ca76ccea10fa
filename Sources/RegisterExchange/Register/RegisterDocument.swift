import EstateModel

/// A register as a document of the shape of JSON:API (https://jsonapi.org/format/1.1/).
struct RegisterDocument: Encodable {
    /// Raised when a key is removed or changes its meaning.
    static let format = "reeve-register-1"

    let table: RegisterTable

    private enum Key: String, CodingKey {
        case jsonapi, meta, data, version, format, name, marking, asOf
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var version = container.nestedContainer(keyedBy: Key.self, forKey: .jsonapi)
        try version.encode("1.1", forKey: .version)
        var meta = container.nestedContainer(keyedBy: Key.self, forKey: .meta)
        try meta.encode(Self.format, forKey: .format)
        try meta.encode(table.name, forKey: .name)
        try meta.encode(table.marking, forKey: .marking)
        try meta.encode(table.asOf, forKey: .asOf)
        try container.encode(table.rows.map(Resource.init), forKey: .data)
    }

    private struct Resource: Encodable {
        let row: RegisterTableRow

        private enum Key: String, CodingKey {
            case type, id, attributes, relationships, plan, exception
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode("risks", forKey: .type)
            try container.encode(row.reference, forKey: .id)
            try container.encode(Attributes(row: row), forKey: .attributes)
            var links = container.nestedContainer(keyedBy: Key.self, forKey: .relationships)
            try links.encode(Linkage(type: "plans", id: row.plan.reference), forKey: .plan)
            try links.encode(Linkage(type: "exceptions", id: row.treatment.exception), forKey: .exception)
        }
    }

    /// `{"data": {"id": "P-0001", "type": "plans"}}`, or null as data.
    private struct Linkage: Encodable {
        struct Identifier: Encodable {
            let type: String
            let id: String
        }

        let data: Identifier?

        init(type: String, id: String?) {
            data = id.map { Identifier(type: type, id: $0) }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: FieldKey.self)
            try container.encodeIfPresent(data, forKey: FieldKey(stringValue: "data"))
        }
    }

    struct FieldKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// All fields but those that are the resource's id and its relationships.
    private struct Attributes: Encodable {
        let row: RegisterTableRow

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: FieldKey.self)
            for field in RegisterField.allCases where ![.reference, .plan, .exception].contains(field) {
                let key = FieldKey(stringValue: field.key)
                switch field.access {
                case .reference: try container.encode(row.reference, forKey: key)
                case .text(let path), .word(let path, _): try container.encodeIfPresent(row[keyPath: path], forKey: key)
                case .list(let path): try container.encode(row[keyPath: path], forKey: key)
                case .number(let path, _): try container.encodeIfPresent(row[keyPath: path], forKey: key)
                case .flag(let path): try container.encodeIfPresent(row[keyPath: path], forKey: key)
                case .day(let path):
                    try container.encodeIfPresent(row[keyPath: path].map(WrittenDate.init), forKey: key)
                }
            }
        }
    }

    /// What is written, and the days that it means where it is clear.
    struct WrittenDate: Encodable {
        let date: PlanDate

        private enum Key: String, CodingKey {
            case text, first, last, precision, standing, unclear
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            var period: PlanDate.Period?
            if case .period(let found) = date.meaning { period = found }
            try container.encode(date.text, forKey: .text)
            try container.encodeIfPresent(period?.first, forKey: .first)
            try container.encodeIfPresent(period?.due, forKey: .last)
            try container.encodeIfPresent(period?.precision.rawValue, forKey: .precision)
            try container.encodeIfPresent(standing, forKey: .standing)
            try container.encodeIfPresent(date.unclear?.reason.rawValue, forKey: .unclear)
        }

        private var standing: String? {
            switch date.meaning {
            case .ongoing: "ongoing"
            case .recurring(let recurrence): recurrence.rawValue
            case .none, .period, .unclear: nil
            }
        }
    }
}
