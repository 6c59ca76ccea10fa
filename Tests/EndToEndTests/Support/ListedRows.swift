import Foundation

/// Rows of commands with `--format json`, as far as tests look at them.
enum Listed {
    struct Software: Decodable {
        var source: String
        var name: String
        var version: String?
        var origin: String?
        var hosts: Int
    }

    struct Finding: Decodable {
        var asset: String
        var what: String
        var status: String
        var supportEnd: String?
        var clock: String?
    }

    struct Risk: Decodable {
        var reference: String
        var what: String
        var assets: [String]
        var unmanaged: Bool
        var decides: String?
        var byWhen: String?
    }

    struct Guest: Decodable {
        var host: String
        var guest: String
        var manager: String
        var uuid: String?
        var state: String?
        var virtualCPUs: Int?
        var memoryBytes: Int?
        var asset: String?
    }

    static func rows<Row: Decodable>(_ type: Row.Type, in outcome: ReeveProgram.Outcome) throws -> [Row] {
        try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
    }
}
