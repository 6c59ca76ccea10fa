import Foundation

/// The optional folder `../shared/strategies` beside the project: public strategies of councils, read in place.
///
/// Use as a trait: `.enabled(if: Strategies.arePresent, "../shared/strategies is absent")`.
enum Strategies {
    static let folder = packageRoot.deletingLastPathComponent().appendingPathComponent("shared")
        .appendingPathComponent("strategies")

    static let arePresent = FileManager.default.fileExists(atPath: folder.path)

    static func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }
}

/// The folder that holds Package.swift, links resolved.
let packageRoot: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
