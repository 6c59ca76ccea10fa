// FoundationEssentials: listing directories. The only input and output of the module.
import EstateModel
import FoundationEssentials
import StrictYAML

extension RulePack {
    /// A directory of rule files with its layer.
    package struct Directory: Hashable, Sendable {
        package var path: String
        package var layer: ProductRule.Layer

        package init(path: String, layer: ProductRule.Layer = .shipped) {
            self.path = path
            self.layer = layer
        }
    }

    /// What could not be read, and why.
    package struct LoadFailure: Error, CustomStringConvertible {
        package let description: String
    }

    /// At most so many files, and so many bytes in each.
    static let fileLimit = 5000
    static let fileBytes = 4 << 20

    /// Reads every `.yaml` and `.yml` file of the directories, the weakest layer first.
    ///
    /// Files that are wrong are told in ``diagnostics``, and ``isComplete`` is false.
    ///
    /// - Parameter keepingTests: false leaves ``ProductRule/tests`` empty and unchecked: judging does without them.
    /// - Throws: ``LoadFailure`` when a directory or file cannot be read at all.
    package static func load(
        directories: [Directory],
        keepingTests: Bool = true
    ) throws(LoadFailure) -> RulePack {
        RulePack(files: try files(in: directories), keepingTests: keepingTests)
    }

    /// The ``sha256`` of the pack that these directories hold, without reading their rules; nil when there is no file.
    ///
    /// - Throws: ``LoadFailure`` when a directory or file cannot be read at all.
    package static func digest(directories: [Directory]) throws(LoadFailure) -> String? {
        let files = try files(in: directories)
        return files.isEmpty ? nil : hash(files)
    }

    /// The files as text, in the order in which a pack reads them.
    ///
    /// - Throws: ``LoadFailure`` when a directory or file cannot be read at all.
    package static func files(in directories: [Directory]) throws(LoadFailure) -> [RuleFile] {
        var files: [RuleFile] = []
        for directory in directories {
            for path in try paths(in: directory.path) {
                let full = directory.path + "/" + path
                files.append(
                    RuleFile(path: path, text: try text(of: full), layer: directory.layer, shownAs: full)
                )
            }
        }
        return files
    }

    private static func paths(in directory: String) throws(LoadFailure) -> [String] {
        let found: [String]
        do {
            // Listing a link would find nothing, without an error.
            let place = URL(filePath: directory).resolvingSymlinksInPath()
            found = try FileManager.default.subpathsOfDirectory(atPath: place.path(percentEncoded: false))
        } catch {
            throw LoadFailure(
                description:
                    "cannot list the rules directory \(visible(directory)); check that it exists and may be read"
            )
        }
        let paths = found.filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && !isHidden($0) }.sorted()
        guard paths.count <= fileLimit else {
            throw LoadFailure(
                description: "\(visible(directory)) holds more than \(fileLimit) rule files; is it the right directory?"
            )
        }
        return paths
    }

    private static func isHidden(_ path: String) -> Bool {
        path.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    private static func text(of path: String) throws(LoadFailure) -> String {
        do throws(BoundedFile.Fault) {
            return String(decoding: try BoundedFile.read(path, limit: fileBytes).bytes, as: UTF8.self)
        } catch {
            let remedy = error.kind == .tooLarge ? "split it" : "check what it is and its permissions"
            throw LoadFailure(description: "the rule file \(visible(path)) \(error.message); \(remedy)")
        }
    }
}
