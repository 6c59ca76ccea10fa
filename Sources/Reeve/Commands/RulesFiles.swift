import EstateModel
import Foundation
import Lifecycle

/// The rule files of directories as text: what a change is proposed to and what a bundle carries.
struct RuleDirectoryFiles {
    /// In the order in which a pack reads them.
    let files: [RuleFile]

    static let largestFile = 4 << 20
    static let mostFiles = 5000

    init(_ directories: [RulePack.Directory]) throws {
        var files: [RuleFile] = []
        for directory in directories {
            for path in try Self.paths(in: directory.path) {
                let shown = directory.path + "/" + path
                files.append(
                    RuleFile(path: path, text: try Self.text(of: shown), layer: directory.layer, shownAs: shown)
                )
            }
        }
        self.files = files
    }

    private static func paths(in directory: String) throws -> [String] {
        let place = URL(filePath: directory).resolvingSymlinksInPath().path(percentEncoded: false)
        guard let found = try? FileManager.default.subpathsOfDirectory(atPath: place) else {
            throw Failure("cannot list the rules directory \(visible(directory)); check that it exists and may be read")
        }
        let paths = found.filter { path in
            (path.hasSuffix(".yaml") || path.hasSuffix(".yml"))
                && !path.split(separator: "/").contains { $0.hasPrefix(".") }
        }
        guard paths.count <= mostFiles else {
            throw Failure("\(visible(directory)) holds more than \(mostFiles) rule files; is it the right directory?")
        }
        return paths.sorted()
    }

    private static func text(of path: String) throws -> String {
        let bytes: [UInt8]
        do throws(BoundedFile.Fault) {
            bytes = try BoundedFile.read(path, limit: largestFile).bytes
        } catch {
            throw Failure("the rule file \(visible(path)) \(error.message)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure("the rule file \(visible(path)) is no UTF-8 text")
        }
        return text
    }
}
