import Assessment
import Collectors
import EstateFiles
import EstateModel
import Foundation
import Lifecycle
import Store

/// One host from hand-written answers to the last word on it: parsed, stored, read back, judged by the shipped rules.
struct ScannedEstate {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// - Parameters:
    ///   - release: the host's os-release.
    ///   - answers: text by probe; what is missing was silent.
    ///   - entitlements: what stands under `entitlements:` of estate.yaml.
    static func assess(
        release: String,
        answers: [String: String],
        entitlements: String = "",
        rules: RulePack,
        on day: String
    ) async throws -> (assessment: Assessment, host: Assessment.Host) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reeve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let estate = try EstateParser.parse(files: ["estate.yaml": head + entitlements])
        try estate.checkEntitlements(against: rules)
        let store = try InventoryStore.open(path: folder.appendingPathComponent("reeve.sqlite").path)
        defer { try? store.close() }
        try await record(release: release, answers: answers, target: estate.targets[0], in: store)
        let question = Assessment.Question(
            estate: estate,
            policies: CouncilPolicies(),
            pack: rules,
            asOf: CalendarDay(day) ?? CalendarDay(daysSinceEpoch: 0)
        )
        let assessment = try await Assessment.read(from: store, question)
        return (assessment, assessment.hosts[0])
    }

    private static func record(
        release: String,
        answers: [String: String],
        target: Target,
        in store: InventoryStore
    ) async throws {
        var text = answers
        text["release"] = "==> /etc/os-release <==\n\(release)\n"
        text["identity"] = "==> /proc/sys/kernel/hostname <==\ngis01\n"
        let given = Platform.linux.probes.map {
            Answer(probe: $0.id, status: 0, stdout: Array((text[$0.id] ?? "").utf8))
        }
        let collection = Platform.linux.collection(from: Answers(given), scriptDigest: "")
        let start = Instant(secondsSinceEpoch: 1_795_000_000)
        let scan = try await store.beginScan(at: start, context: ScanContext(reeveVersion: "test"))
        _ = try await store.record(
            collection,
            of: target,
            answers: AnswerSet(given),
            parserVersion: PlatformRegistry.parserVersion,
            in: scan,
            at: start
        )
        try await store.finishScan(scan, at: start)
    }

    static let head = """
        name: Test
        organisations:
          darlbrook: {name: Darlbrook, siro: Director}
          stockvale: {name: Stockvale, siro: Director}
        credentials: {agent: {agent: true}}
        defaults: {user: reeve, credential: agent, organisations: darlbrook}
        groups: {linux: {tags: [gis]}, other: {tags: [else]}}
        targets:
          gis01: {address: 127.0.0.1, group: linux}
          gis02: {address: 127.0.0.2, group: other, organisations: stockvale}

        """
}
