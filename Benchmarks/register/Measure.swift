import ArgumentParser
import Decisions
import EstateModel
import Foundation
import Risk
import Store

/// Times the parts of making a register that scale with the number of risks.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print, as JSON, the seconds to make a register of all risks and to compare it with the log."
    )

    @Option(help: "The estate that Fill made.")
    var estate: String

    @Option var risks = 100_000
    @Option var changes = 9

    func run() async throws {
        let store = try InventoryStore.open(path: estate + "/reeve.sqlite")
        let clock = ContinuousClock()
        let input = sample()
        let builder = RegisterBuilder()
        var register = builder.register(RegisterInput(asOf: input.asOf, findings: [], assets: []))
        let making = clock.measure { register = builder.register(input) }
        guard register.risks.count == risks else { throw ValidationError("\(register.risks.count) rows") }
        let sights = register.risks.map { row in
            let number = Int(row.key.service?.dropFirst("service-".count) ?? "") ?? 0
            let day = CalendarDay("2026-01-01")!
            return RiskUpdate.Sight(
                reference: SampleRisk.reference(number),
                key: row.key,
                label: row.label,
                assets: [Int64(number), Int64(number + 1)],
                score: SampleRisk(number: number).score(round: changes, day: day)
            )
        }
        let update = RiskUpdate(
            scan: Sighting(scan: Int64(changes + 2), on: CalendarDay("2026-11-20")!),
            sights: sights,
            surveys: [:]
        )
        var changed = 0
        let comparing = try await clock.measure {
            changed = try await store.readAuditLog { transaction in
                let outlines = try transaction.outlines(kind: StoredState.Kind.risk.rawValue)
                    .compactMap { RiskOutline(id: $0.id, text: $0.outline) }
                return update.concerned(outlines).count
            }
        }
        guard changed == 0 else { throw ValidationError("\(changed) risks differ from the log") }
        print("{\"register\": \(seconds(making)), \"compare\": \(seconds(comparing))}")
    }

    private func seconds(_ duration: Duration) -> String {
        let (whole, atto) = duration.components
        return String(format: "%.3f", Double(whole) + Double(atto) / 1e18)
    }

    /// As many assets as risks, each with one product without fixes for a service of its own.
    private func sample() -> RegisterInput {
        let day = CalendarDay("2026-11-20")!
        var findings: [Finding] = []
        var assets: [AssetContext] = []
        for number in 1...risks {
            let key = SampleRisk(number: number).key
            var asset = AssetContext(id: Int64(number), name: "host-\(number)", organisations: ["council": 100])
            asset.service = AssetContext.Service(id: key.service ?? "", name: "Service \(number)", owner: "Owner")
            asset.ratings = ImpactRatings(
                data: 1 + number % 5,
                availability: 3,
                privilege: 2,
                internetFacing: number % 7 == 0
            )
            assets.append(asset)
            var verdict = Verdict(status: .unsupported)
            verdict.product = key.product
            verdict.release = key.release
            verdict.securityEnd = day.adding(days: -(number % 2000) - 1)
            verdict.supportEnd = verdict.securityEnd
            let fact = Fact(kind: "os", fields: ["id": key.product])
            findings.append(Finding(assetID: asset.id, assetName: asset.name, subject: fact, verdict: verdict))
        }
        return RegisterInput(asOf: day, findings: findings, assets: assets)
    }
}
