import Foundation
import TestSupport
import Testing

/// Expected output of this target's tests.
enum Golden {
    static let files = GoldenFolder(besideSupport: #filePath)
    static var folder: URL { files.url }

    static func text(of name: String) throws -> String { try files.text(of: name) }

    /// Fails at the first line that differs.
    static func expect(_ text: String, isFile name: String, at location: SourceLocation = #_sourceLocation) throws {
        guard let difference = try files.difference(of: text, from: name) else { return }
        Issue.record("\(difference)", sourceLocation: location)
    }
}
