import Foundation

/// The optional folder `../shared/corpus` beside the project: recordings of other tools' tests, read in place.
///
/// Use as a trait: `.enabled(if: Corpus.isPresent, "../shared/corpus is absent")`.
enum Corpus {
    static let root: URL = packageRoot.deletingLastPathComponent()
        .appendingPathComponent("shared").appendingPathComponent("corpus")

    static let isPresent: Bool = FileManager.default.fileExists(atPath: root.path)

    /// `url("chef-os_release/os-release/ubuntu2004")`.
    static func url(_ path: String) -> URL {
        root.appendingPathComponent(path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url(path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// Every file below a folder, as paths relative to the corpus, sorted, `expected.json` left out.
    static func files(in folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: url(folder).path) else { return [] }
        var found: [String] = []
        for case let name as String in walk {
            var isFolder: ObjCBool = false
            let path = url(folder).appendingPathComponent(name).path
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
                !name.hasSuffix("expected.json")
            else { continue }
            found.append(folder + "/" + name)
        }
        return found.sorted()
    }

    /// A JSON file of the corpus as dictionaries, arrays, strings and numbers; nil when it is none.
    static func json(_ path: String) -> Any? {
        guard let data = try? Data(contentsOf: url(path)) else { return nil }
        return try? JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
    }
}

/// The folder that holds Package.swift, links resolved.
let packageRoot: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
