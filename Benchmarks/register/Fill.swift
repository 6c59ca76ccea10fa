import ArgumentParser
import Decisions
import EstateModel
import Foundation
import Risk
import Store

/// Writes years of scans into a log, act by act, with the checks that the program makes.
struct Fill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make an estate whose log holds years of risks.")

    @Option(help: "Where to write the estate.")
    var to: String

    @Option var risks = 100_000

    @Option(help: "How many times the score of each risk changes after it was opened.")
    var changes = 9

    func run() async throws {
        try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
        let store = try InventoryStore.open(path: to + "/reeve.sqlite")
        let first = CalendarDay("2017-01-01")!
        for round in 0...changes {
            let day = first.adding(days: round * 3650 / max(changes + 1, 1))
            for start in stride(from: 1, through: risks, by: 5_000) {
                let numbers = start...min(start + 4_999, risks)
                try await write(store, numbers: numbers, round: round, day: day)
            }
        }
        try store.close()
        let estate = "name: Benchmark\norganisations:\n  council: {name: Council, siro: Director (SIRO)}\n"
        try estate.write(toFile: to + "/estate.yaml", atomically: true, encoding: .utf8)
    }

    private func write(
        _ store: InventoryStore,
        numbers: ClosedRange<Int>,
        round: Int,
        day: CalendarDay
    ) async throws {
        try await store.appendToAuditLog { transaction in
            var needs = DecisionNeeds()
            needs.risks = round == 0 ? [] : Set(numbers.map(SampleRisk.reference))
            var session = try DecisionSession(
                head: try transaction.head().map { AuditHead(sequence: $0.sequence, digest: $0.digest) } ?? .empty,
                needs: needs,
                load: { try transaction.state(kind: $0.rawValue, id: $1) },
                loadAll: { _ in [] }
            )
            let at = Instant("\(day)T12:00:00Z")!
            for number in numbers {
                let act = SampleRisk(number: number).act(round: round, day: day)
                let seen = Seen(scan: Int64(round + 1), policy: String(repeating: "c", count: 64))
                try session.append(
                    AuditContent(at: at, actor: .system, reason: "scan \(round + 1)", seen: seen, act: .risk(act))
                )
            }
            for entry in session.entries {
                try transaction.append(AuditRow(sequence: entry.sequence, body: entry.body, digest: entry.digest))
            }
            for state in session.changedStates {
                try transaction.keep(
                    DecisionStateRow(kind: state.kind.rawValue, id: state.id, body: state.body, outline: state.outline)
                )
            }
        }
    }
}

/// One of the risks, the same for its number in every run.
struct SampleRisk {
    let number: Int

    static func reference(_ number: Int) -> String {
        let digits = String(number)
        return "R-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    var key: RiskKey {
        RiskKey(organisation: "council", product: "product-\(number % 500)", release: "9", service: "service-\(number)")
    }

    func act(round: Int, day: CalendarDay) -> RiskAct {
        let id = Self.reference(number)
        let entry = score(round: round, day: day)
        if round > 0 { return .score(risk: id, score: entry, joined: [], left: []) }
        let assets = [Int64(number), Int64(number + 1)]
        return .open(risk: id, key: key.description, label: "Product \(number % 500) 9", assets: assets, score: entry)
    }

    func score(round: Int, day: CalendarDay) -> ScoreEntry {
        let likelihood = 1 + (number + round) % 5
        let level = ScoreEntry.Level(likelihood: likelihood, impact: 4, points: likelihood * 4, band: "high")
        return ScoreEntry(
            seen: Sighting(scan: Int64(round + 1), on: day),
            inherent: level,
            residual: level,
            method: String(repeating: "d", count: 64)
        )
    }
}
