import StrictYAML

@testable import EstateFiles

/// A small estate that is right; tests bend one thing in it.
enum EstateSamples {
    static let head = """
        name: Sample
        organisations:
          north: {name: North Council, siro: Director of Resources}
          south: {name: South Council, siro: Chief Officer}
        sites:
          hall: Town Hall
        credentials:
          scan-key: {key-file: keys/scan}
        defaults: {user: reeve, credential: scan-key, organisations: north}

        """

    static let services = """
        services:
          benefits:
            name: Revenues and benefits
            owner: Head of Revenues
            organisations: {north: 60, south: 40}
            ratings: {data: 4, availability: 3, internet-facing: false}

        """

    /// The diagnostics, one a line, of an estate of the sample head and more text; empty when it loads cleanly.
    static func messages(_ text: String, head: String = head, files: [String: String] = [:]) -> String {
        var all = files
        all["estate.yaml"] = head + text
        return messages(files: all)
    }

    static func messages(files: [String: String]) -> String {
        do throws(InvalidFile) {
            return try EstateParser.parse(files: files).warnings.map(\.description).joined(separator: "\n")
        } catch {
            return error.description
        }
    }

    static func parse(_ text: String, files: [String: String] = [:]) throws(InvalidFile) -> Estate {
        var all = files
        all["estate.yaml"] = head + text
        return try EstateParser.parse(files: all)
    }
}
