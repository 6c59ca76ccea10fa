import EstateModel
import Foundation

@testable import Collectors

/// Recordings committed with the project, in `Tests/CollectorsTests/Fixtures`.
enum Fixture {
    static let root: URL = packageRoot.appendingPathComponent("Tests/CollectorsTests/Fixtures")

    /// `bytes("linux/dpkg/debian12.txt")`.
    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// Every file below a folder of the fixtures, relative to their root, sorted.
    static func files(in folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path) else {
            return []
        }
        return walk.compactMap { $0 as? String }.map { folder + "/" + $0 }.filter {
            var isFolder: ObjCBool = false
            let path = root.appendingPathComponent($0).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }
}

/// Runs one collector over answers written as text or bytes; what no answer is given for was silent with status 0.
func collect(
    with collector: any Collector,
    _ answers: [String: [UInt8]],
    status: [String: Int] = [:]
) -> HostCollection {
    let platform = Platform(id: "test", shell: .posix, systemNames: [], collectors: [collector])
    let given = collector.probes.map {
        Answer(probe: $0.id, status: status[$0.id] ?? 0, stdout: answers[$0.id] ?? [])
    }
    return platform.collection(from: Answers(given), scriptDigest: "")
}

func collect(
    with collector: any Collector,
    text answers: [String: String],
    status: [String: Int] = [:]
) -> HostCollection {
    collect(with: collector, answers.mapValues { Array($0.utf8) }, status: status)
}
