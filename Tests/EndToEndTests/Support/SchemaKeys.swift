import Foundation
import Testing

/// The part of a JSON Schema in `docs/schema` that says which keys an object has.
struct SchemaKeys {
    private let schema: [String: Any]

    /// - Parameter name: of the file, without its ending.
    init(_ name: String) throws {
        let path = ReeveProgram.packageRoot + "/docs/schema/\(name).json"
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        schema = try #require(object as? [String: Any])
    }

    /// Expects rows with exactly the keys that the schema requires of the array's items, all of them described.
    func expectRows(_ text: String) throws {
        let items = try #require(schema["items"] as? [String: Any])
        let rows = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(!rows.isEmpty)
        for row in rows { try expect(row, items) }
    }

    /// Expects one object with exactly the keys that the schema requires.
    func expectObject(_ text: String) throws {
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        try expect(object, schema)
    }

    /// Expects an object like the alternative of that title.
    func expectAlternative(_ title: String?, _ line: some StringProtocol) throws {
        let kinds = try #require(schema["oneOf"] as? [[String: Any]])
        let kind = try #require(kinds.first { $0["title"] as? String == title }, "\(line)")
        try expect(try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]), kind)
    }

    private func expect(_ object: [String: Any], _ kind: [String: Any]) throws {
        let required = try #require(kind["required"] as? [String])
        let described = try #require(kind["properties"] as? [String: Any])
        #expect(Set(object.keys) == Set(required), "\(object)")
        #expect(Set(described.keys) == Set(required))
    }
}
