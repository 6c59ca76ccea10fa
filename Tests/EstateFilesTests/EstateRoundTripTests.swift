import EstateModel
import StrictYAML
import TestSupport
import Testing

@testable import EstateFiles

struct EstateRoundTripTests {
    @Test(arguments: UInt64(1)...60)
    func aWrittenEstateLoadsAsItself(seed: UInt64) throws {
        let estate = RandomEstate.make(seed: seed)
        var loaded = try EstateParser.parse(files: EstateText.files(estate))
        loaded.warnings = []
        #expect(loaded == estate, "seed \(seed)")
    }

    @Test(arguments: UInt64(1)...60)
    func aTableSaysTheSameAsAMapping(seed: UInt64) throws {
        let estate = RandomEstate.make(seed: seed)
        let inline = EstateText.files(estate)
        var table = inline
        let head = try #require(inline["estate.yaml"]?.components(separatedBy: "targets:\n").first)
        table["estate.yaml"] = head + "targets-from: targets.csv\n"
        table["targets.csv"] = TargetTable.text(estate)
        var loaded = try EstateParser.parse(files: table)
        loaded.warnings = []
        #expect(loaded == estate, "seed \(seed)")
    }

    @Test(arguments: UInt64(1)...60)
    func importedTargetsLoadInAnEstate(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var imported = ImportedTargets()
        imported.groups = [ImportedTargets.Group(id: random.pick(["web", "imported", "null", "0.5"]))]
        imported.groups.append(ImportedTargets.Group(id: "db", extends: imported.groups[0].id))
        for number in 0..<random.number(0...30) {
            var target = ImportedTargets.Target(
                name: "h\(number)" + random.identifier(""),
                address: "h\(number).example"
            )
            target.port = random.chance(50) ? UInt16(random.number(1...65_535)) : nil
            target.user = random.chance(50) ? random.pick(["scan", "DOM\\svc", "a@b"]) : nil
            target.keyFile = random.chance(50) ? random.pick(["~/k", "/etc/k", "a b/k", "x/k:#\"", "ключ"]) : nil
            target.group = random.chance(60) ? random.pick(imported.groups).id : nil
            target.tags = random.chance(50) ? ["psn", random.identifier("x")] : []
            imported.targets.append(target)
        }
        let head = "name: N\norganisations: {o: {name: O, siro: D}}\n"
        let estate = try EstateParser.parse(files: ["estate.yaml": head + ImportedTargetsWriter(imported).text()])
        #expect(estate.targets.map(\.name) == imported.targets.map(\.name))
        for (target, source) in zip(estate.targets, imported.targets) {
            #expect(target.address == source.address && target.port == source.port ?? 22)
            #expect(target.user == source.user ?? "reeve" && target.tags == source.tags)
            #expect(target.groups.first == source.group ?? "imported")
            let method = estate.credential(named: target.credential)?.method
            #expect(method == source.keyFile.map { .keyFile(path: $0, passphrase: nil) } ?? .agent(identity: nil))
        }
    }

    @Test(arguments: UInt64(1)...200)
    func quotedTextReadsBack(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let scalars = (0..<random.number(0...20)).compactMap { _ in
            Unicode.Scalar(UInt32(random.number(1...(random.chance(50) ? 0x100 : 0x1_0FFF))))
        }
        let text = String(String.UnicodeScalarView(scalars))
        let documents = try YAMLNode.documents(of: "key: \(YAMLText.scalar(text))", file: "x")
        guard case .mapping(let entries)? = documents.first?.content else {
            Issue.record("no mapping for seed \(seed)")
            return
        }
        #expect(entries[0].value.content == .scalar(text), "seed \(seed)")
    }
}

/// Writes the targets of an estate as a table.
enum TargetTable {
    static func text(_ estate: Estate) -> String {
        let shares = estate.organisations.map { "organisations.\($0.id)" }
        let header =
            [
                "name", "address", "port", "user", "credential", "site", "tags", "owner", "platform", "escalate",
                "legacy", "group", "ratings.data", "ratings.availability", "ratings.privilege",
                "ratings.internet-facing", "limits.connect", "limits.probe", "limits.host", "limits.host-bytes",
                "via", "window", "escalate-password",
            ] + shares
        let rows = estate.targets.map { row($0, organisations: estate.organisations.map(\.id)) }
        let lines = ([header] + rows).map { $0.map(quoted).joined(separator: ",") }
        return "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func row(_ target: Target, organisations: [String]) -> [String] {
        let ratings = target.ratings
        let limits = target.limits
        var row = [target.name, target.address, String(target.port), target.user, target.credential]
        row += [target.site ?? "", target.tags.sorted().joined(separator: "; "), target.owner ?? ""]
        row += [target.platform ?? "", target.escalation.rawValue, String(target.legacyAlgorithms)]
        row += [target.groups.first ?? ""]
        row += [ratings.data, ratings.availability, ratings.privilege].map { $0.map(String.init) ?? "" }
        row += [ratings.internetFacing.map(String.init) ?? ""]
        row += [limits.connect, limits.probe, limits.host].map { "\($0.components.seconds)s" }
        row += [String(limits.hostBytes)]
        row += [target.route.last?.name ?? "none", target.window?.name ?? "always", target.escalationCredential ?? ""]
        return row + organisations.map { target.organisations[$0].map(String.init) ?? "" }
    }

    private static func quoted(_ text: String) -> String {
        text.isEmpty ? "" : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
