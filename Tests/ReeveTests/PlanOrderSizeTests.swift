import EstateFiles
import EstateModel
import Foundation
import Planning
import Risk
import Testing

@testable import Reeve

/// The order of plans of a large estate, deep and wide: nothing in it may grow with the square of its size, or go as
/// deep as the estate does.
struct PlanOrderSizeTests {
    private static let day = CalendarDay("2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)

    /// Plans on plain assets, in the order of their references.
    private static func records(
        _ drafts: [(kind: PlanKind, product: String, assets: [Int64])]
    ) throws -> [PlanRecord] {
        let byWhen = day.adding(days: 365)
        let candidate = ByWhen.Candidate(.bandDays, byWhen, "The band gives it.")
        let deadline = PlanDeadline(
            ByWhen(value: byWhen, winner: candidate, candidates: [candidate], containBy: nil, explanation: "")
        )
        var book = PlanBook()
        let actor = PlanActor(person: "jane", post: "Architect")
        for (index, draft) in drafts.enumerated() {
            var content = PlanContent(
                title: draft.product,
                kind: draft.kind,
                subject: PlanContent.Subject(product: draft.product, release: "1", label: draft.product),
                risks: ["R-0001"],
                assets: draft.assets,
                owner: "Team",
                deadline: deadline,
                milestones: [Milestone(.switchOff, owner: "Team", day: byWhen)]
            )
            (content.procurementLeadDays, content.buildLeadDays) = (0, 1)
            let reference = try #require(PlanReference(String(format: "P-%04d", index + 1)))
            try book.apply(.draft(plan: reference, content: content), by: actor, at: Instant(secondsSinceEpoch: 0))
        }
        return book.records
    }

    private static func kind(_ product: String) -> String? { ["debian": "os", "esxi": "hypervisor"][product] }

    private static func service(_ number: Int) -> BusinessService {
        BusinessService(id: "s\(number)", name: "Service \(number)", ownerPost: "Owner", organisations: ["a": 100])
    }

    /// Guests on hosts of fifty, in services that depend on each other in one chain and hold up each other in pairs. An
    /// application on every guest holds up its system. Hosts are retired, half of the guests upgraded, and of every
    /// second of those the application too.
    private static func estate(_ size: Int) throws -> (PlanGraph, [PlanRecord]) {
        let hosts = size / 50
        let services = max(2, size / 20)
        let assets = (0..<size).map { number in
            PlanGraph.Asset(
                id: Int64(number),
                name: "asset\(100_000 + number)",
                service: "s\(number % services)",
                host: number < hosts ? nil : Int64(number % hosts),
                products: number < hosts ? [] : [ScannedAsset.Product("uniform", "10")]
            )
        }
        let chain = (0..<services).map { number in
            var service = service(number)
            service.dependsOn = number + 1 < services ? ["s\(number + 1)"] : []
            service.blockedServices = number.isMultiple(of: 2) && number + 1 < services ? ["s\(number + 1)"] : []
            return service
        }
        var drafts: [(kind: PlanKind, product: String, assets: [Int64])] = (0..<hosts).map {
            (.consolidateRetire, "esxi", [Int64($0)])
        }
        for number in hosts..<size where number.isMultiple(of: 2) {
            drafts.append((.upgrade, "debian", [Int64(number)]))
            if number.isMultiple(of: 4) { drafts.append((.upgrade, "uniform", [Int64(number)])) }
        }
        let block = PlanGraph.Block(
            product: "uniform",
            releases: nil,
            held: ["debian"],
            assets: nil,
            reference: "SUP-12"
        )
        let plans = try records(drafts)
        return (PlanGraph(services: chain, assets: assets, blocks: [block], plans: plans, kind: kind), plans)
    }

    @Test func anEstateOfTwoThousandIsOrdered() throws {
        let size = 2000
        let (estate, plans) = try Self.estate(size)
        let report = PlanOrderReport(schedule: try estate.schedule(asOf: Self.day), plans: plans)
        let (rows, text) = (report.rows, report.text)
        #expect(rows.count == plans.count)
        #expect(rows.contains { !$0.after.isEmpty })
        let places = Dictionary(rows.enumerated().map { ($1.plan, $0) }) { first, _ in first }
        for row in rows {
            for earlier in row.after { #expect(places[earlier] ?? .max < places[row.plan] ?? 0) }
        }
        let waiting = rows.filter { row in row.contradictions.contains { $0.contains("waits for 'uniform on asset") } }
        #expect(waiting.count == (size - size / 50) / 4, "those whose application has no plan: \(waiting.count)")
        #expect(text.split(separator: "\n").count < 300, "a person reads no thousand lines")
    }

    /// Five thousand plans, each waiting for the next and the last for the first.
    @Test func aCircleOfFiveThousandPlansIsShownShort() throws {
        let count = 5000
        let plans = try Self.records((0..<count).map { (.upgrade, "uniform", [Int64($0)]) })
        let assets = (0..<count).map { PlanGraph.Asset(id: Int64($0), name: "asset\($0)", service: "s\($0)") }
        let services = (0..<count).map { number in
            var service = Self.service(number)
            service.blockedServices = ["s\((number + 1) % count)"]
            return service
        }
        let graph = PlanGraph(services: services, assets: assets, plans: plans, kind: Self.kind)
        do throws(PlanFault) {
            _ = try graph.schedule(asOf: Self.day)
            Issue.record("accepted")
        } catch {
            #expect(error.description.hasPrefix("these plans wait for each other: P-0001 → P-0002 → "), "\(error)")
            #expect(error.description.contains("… 4961 more …") && error.description.utf8.count < 1000)
        }
    }
}
