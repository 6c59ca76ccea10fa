import EstateModel
import Foundation
import StrictYAML
import Testing

@testable import EstateFiles

/// The example at the top of the repository works, and stays free of anything real.
struct ExampleInventoryTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "inventory").path

    private func load() throws -> Estate { try EstateLoader.load(directory: Self.path) }

    @Test func itLoadsWithoutAWord() throws {
        let estate = try load()
        #expect(estate.warnings.isEmpty)
        #expect(estate.organisations.map(\.id) == ["darlbrook", "stockvale", "wrenshire"])
        #expect(estate.services.count == 10)
        #expect(estate.targets.count == 32)
        #expect(estate.policy.lifecycle != nil && estate.policy.scoring != nil)
        #expect(estate.policy.plan != nil && estate.policy.approval != nil && estate.policy.calendar != nil)
    }

    @Test func noAddressCanBeReachedByMistake() throws {
        for target in try load().targets {
            #expect(target.address.hasSuffix(".example") || target.address.hasPrefix("127."))
        }
    }

    @Test func aTargetTakesOverWhatItsGroupsAndItsServiceSay() throws {
        let planning = try #require(try load().targets.first { $0.name == "planning01" })
        #expect(planning.groups == ["web", "linux", "servers"])
        #expect(planning.tags == ["server", "dmz"])
        #expect(planning.organisations == ["darlbrook": 100])
        #expect(planning.owner == "Planning Manager")
        #expect(planning.ratings == ImpactRatings(data: 3, availability: 2, privilege: 2, internetFacing: true))
        #expect(planning.escalation == .sudo)
        #expect(planning.limits.connect == .seconds(10))
        #expect(planning.credential == "scan-key")
    }

    @Test func sharedHostsCarryTheirShares() throws {
        let targets = try load().targets
        #expect(targets.first { $0.name == "esx02" }?.organisations == ["darlbrook": 60, "stockvale": 40])
        #expect(targets.first { $0.name == "hd-pc002" }?.organisations == ["darlbrook": 100])
        #expect(targets.first { $0.name == "council-chamber" }?.owner == "Head of Democratic Services, Stockvale")
        #expect(targets.first { $0.name == "depot-switch" }?.legacyAlgorithms == true)
    }

    @Test func theLocalRuleIsYAMLWithTests() throws {
        let file = Self.path + "/rules/landline-planning.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let documents = try YAMLNode.documents(of: text, file: "landline-planning.yaml")
        let reader = try #require(
            documents.first.flatMap { MappingReader($0, subject: "a rule", sink: DiagnosticSink()) }
        )
        #expect(reader.string("pack") == "local")
        #expect(reader.list("tests").count == 3)
    }
}
