import EstateModel
import Foundation
import Testing

@testable import Collectors

/// Every release file of the corpus, held against what others made of it.
@Suite(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
struct ReleaseCorpusTests {
    @Test func everyFileReadsAsTheReferenceReaderReadsIt() throws {
        var checked = 0
        var disagreements: [String] = []
        for folder in Self.foldersWithExpectations {
            let table = Corpus.json(folder + "/expected.json") as? [String: [String: Any]] ?? [:]
            for (file, entry) in table {
                guard let expected = Self.reference(entry["expected"]),
                    let bytes = try? Corpus.bytes(folder + "/" + file)
                else { continue }
                checked += 1
                let fields = ReleaseFields.read(bytes)
                for key in ["ID", "VERSION_ID", "NAME", "PRETTY_NAME", "VERSION", "ID_LIKE", "VERSION_CODENAME"] {
                    let wanted = Self.corrected(expected[key], isInFile: fields[key] != nil)
                    if fields[key] != wanted {
                        disagreements.append("\(folder)/\(file) \(key): \(fields[key] ?? "-") for \(wanted ?? "-")")
                    }
                }
            }
        }
        #expect(disagreements == [])
        #expect(checked >= 200, "only \(checked) files had an expectation")
    }

    /// The reference reader keeps the CR of CR LF, and the quotes before it; keeps blanks at the end of a value; and
    /// gives `Linux` for names that are not in the file, as os-release(5) lets a program do. Reeve does none of that.
    private static func corrected(_ value: String?, isInFile: Bool) -> String? {
        guard var value else { return nil }
        if !isInFile, value.lowercased() == "linux" { return nil }
        if value.hasSuffix("\r") {
            value.unicodeScalars.removeLast()
            if value.hasPrefix("\""), value.hasSuffix("\"") { value = String(value.dropFirst().dropLast()) }
        }
        return value.trimmedBlanks
    }

    /// Expectations in the keys of os-release itself; upstream's own words are not.
    private static func reference(_ value: Any?) -> [String: String]? {
        guard let fields = value as? [String: Any] else { return nil }
        if let nested = fields["os_release_reference"] { return reference(nested) }
        guard fields["ID"] is String || fields["NAME"] is String else { return nil }
        return fields.compactMapValues { $0 as? String }
    }

    private static var foldersWithExpectations: [String] {
        guard let walk = FileManager.default.enumerator(atPath: Corpus.root.path) else { return [] }
        let names = walk.compactMap { $0 as? String }.filter { $0.hasSuffix("/expected.json") }
        return names.map { String($0.dropLast("/expected.json".count)) }.sorted()
    }

    /// Whole sets of release files, as python-distro keeps them, against its table of wanted outcomes.
    @Test func wholeHostsAreWhatPythonDistroSaysTheyAre() throws {
        let folder = "python-distro/release-files/distros"
        let table = try #require(Corpus.json(folder + "/expected.json") as? [String: [String: Any]])
        var checked = 0
        var disagreements: [String] = []
        for (file, entry) in table {
            guard let tests = entry["expected"] as? [String: Any], let host = file.split(separator: "/").first,
                let wanted = Self.outcome(tests), let id = wanted["id"] as? String
            else { continue }
            guard let system = system(root: "\(folder)/\(host)") else { continue }
            checked += 1
            // python-distro has ids of its own for some.
            let ids = [
                "redhat": "rhel", "oracle": "ol", "amazon": "amzn", "suse": "opensuse", "cloudlinux": "cloudlinux",
            ]
            if system.id != id, system.id != ids[id] {
                disagreements.append("\(host): \(system.id ?? "-") for \(id)")
            }
            if let best = wanted["best_version"] as? String, best.first?.isNumber == true,
                system.fullVersion != best, system.version != best, system.releaseFields["VERSION"] != best
            {
                disagreements.append("\(host): \(system.fullVersion ?? "-") for \(best)")
            }
        }
        #expect(disagreements.sorted() == Self.knownOfPythonDistro)
        #expect(checked >= 25)
    }

    /// python-distro's tables are of other readers too (lsb_release, redhat-release) where those fields differ.
    private static let knownOfPythonDistro = [
        "opensuse42: opensuse for SuSE", "rocky9: rocky for centos", "rocky: rocky for centos",
        "scientific6: scientific for redhat",
    ]

    private static func outcome(_ tests: [String: Any]) -> [String: Any]? {
        let names = tests.keys.sorted()
        let name = names.first { $0.contains("TestOverall") } ?? names.first { $0.contains("TestOSRelease") }
        return (name ?? names.first { $0.contains("desired_outcome") }).flatMap { tests[$0] as? [String: Any] }
    }

    /// Hosts of Ansible's tests: the files of each, and what the distro library of Python made of them.
    @Test func wholeHostsAreWhatAnsibleSaysTheyAre() throws {
        var checked = 0
        var disagreements: [String] = []
        for path in Corpus.files(in: "ansible/distribution") {
            guard let host = Corpus.json(path) as? [String: Any], let input = host["input"] as? [String: String],
                let distro = host["distro"] as? [String: Any], let id = distro["id"] as? String,
                input.keys.contains(where: { ReleaseFiles.paths.contains($0) })
            else { continue }
            guard let system = system(files: input) else { continue }
            checked += 1
            if system.id?.lowercased() != id.lowercased() {
                disagreements.append("\(path): \(system.id ?? "-") for \(id)")
            }
        }
        #expect(disagreements.sorted() == Self.knownOfAnsible)
        #expect(checked >= 30)
    }

    /// Their os-release says `ID=opensuse`; the library of Python reads newer names out of other fields.
    private static let knownOfAnsible = [
        "ansible/distribution/opensuse_leap_42.1.json: opensuse for opensuse-leap",
        "ansible/distribution/opensuse_tumbleweed_20160917.json: opensuse for opensuse-tumbleweed",
    ]

    @Test func wholeHostsAreWhatGoSysinfoSaysTheyAre() throws {
        let folder = "go-sysinfo/release-files"
        let table = try #require(Corpus.json(folder + "/expected.json") as? [String: [String: Any]])
        for (file, entry) in table {
            guard let wanted = entry["expected"] as? [String: Any], let host = file.split(separator: "/").first,
                let platform = wanted["Platform"] as? String
            else { continue }
            let found = system(root: "\(folder)/\(host)")
            let system = try #require(found, "\(host)")
            #expect(system.id == platform, "\(host)")
            guard let major = wanted["Major"] as? Int else { continue }
            let version = system.fullVersion ?? ""
            let numbers = version.split(separator: ".").map { Int($0) }
            #expect(numbers.first == major, "\(host): \(version)")
            if let minor = wanted["Minor"] as? Int, numbers.count > 1 { #expect(numbers[1] == minor, "\(host)") }
        }
    }

    /// Recorded sessions of mondoo, with the files that the host had.
    @Test func wholeHostsAreWhatMondooSaysTheyAre() throws {
        let folder = "mondoo-mql/detector"
        let table = try #require(Corpus.json(folder + "/expected.json") as? [String: [String: Any]])
        var checked = 0
        var disagreements: [String] = []
        for (file, entry) in table.sorted(by: { $0.key < $1.key }) {
            let files = Self.filesOfSession(try Corpus.text(folder + "/" + file))
            guard let tests = entry["expected"] as? [String: [String]], let lines = tests.values.first,
                let version = Self.asserted("di.Version", in: lines), let system = system(files: files)
            else { continue }
            checked += 1
            let known = [system.version, system.fullVersion, system.releaseFields["BUILD_ID"]].compactMap { $0 }
            if !known.contains(version) { disagreements.append("\(file): \(known) for \(version)") }
        }
        #expect(disagreements == Self.knownOfMondoo)
        #expect(checked >= 40)
    }

    /// The word `edge` stands in no file of Alpine's but the repository list; Bottlerocket's admin container is an
    /// Amazon Linux; Garden Linux has a field of its own in place of VERSION_ID.
    private static let knownOfMondoo = [
        "detect-alpine-edge.toml: [\"3.13.0_alpha20201218\", \"3.13.0_alpha20201218\"] for edge",
        "detect-bottlerocket.toml: [\"2\", \"2\"] for 1.33.0",
        "detect-gardenlinux_1877.toml: [] for 1877.9",
    ]

    /// `Equal("8.3", di.Version, …` gives 8.3.
    private static func asserted(_ field: String, in lines: [String]) -> String? {
        for line in lines where line.contains(", \(field)") {
            let parts = line.split(separator: "\"")
            if parts.count > 1 { return String(parts[1]) }
        }
        return nil
    }

    /// The `[files."/etc/…"]` tables of a recorded session.
    private static func filesOfSession(_ toml: String) -> [String: String] {
        var files: [String: String] = [:]
        for part in toml.components(separatedBy: "[files.\"").dropFirst() {
            guard let nameEnd = part.firstIndex(of: "\""), let start = part.range(of: "content") else { continue }
            let body = part[start.upperBound...].drop { $0 == " " || $0 == "=" }
            let quote = body.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
            let rest = body.dropFirst(quote.count)
            guard let end = rest.range(of: quote) else { continue }
            files[String(part[..<nameEnd])] = String(rest[..<end.lowerBound])
        }
        return files
    }

    private func system(root: String) -> OperatingSystem? {
        var files: [String: String] = [:]
        for path in ReleaseFiles.paths {
            if let text = try? Corpus.text(root + path) { files[path] = text }
        }
        return system(files: files)
    }

    private func system(files: [String: String]) -> OperatingSystem? {
        let shown = ReleaseFiles.paths.compactMap { path in
            files[path].map { "==> \(path) <==\n\($0)\n" }
        }
        return ReleaseFiles(ShownFiles(Array(shown.joined().utf8))).operatingSystem()
    }
}
