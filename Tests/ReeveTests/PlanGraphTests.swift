import EstateFiles
import EstateModel
import Planning
import Risk
import Testing

@testable import Reeve

/// What plans wait for, from the inventory and the services.
struct PlanGraphTests {
    private let day = CalendarDay("2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)
    private let kinds = ["debian": "os", "esxi": "hypervisor", "postgresql": "database"]

    private func service(_ id: String, dependsOn: [String] = []) -> BusinessService {
        var service = BusinessService(id: id, name: id, ownerPost: "owner", organisations: ["a": 100])
        service.dependsOn = dependsOn
        return service
    }

    private func asset(
        _ id: Int64,
        _ name: String,
        service: String? = nil,
        host: Int64? = nil,
        has products: [ScannedAsset.Product] = []
    ) -> PlanGraph.Asset {
        PlanGraph.Asset(id: id, name: name, service: service, host: host, products: Set(products))
    }

    /// Drafts in this order: what they are about, on which asset, and by when.
    private func plans(
        _ drafts: [(kind: PlanKind, product: String, asset: Int64, byWhen: String, days: Int)]
    ) throws -> [PlanRecord] {
        var book = PlanBook()
        let actor = PlanActor(person: "jane", post: "Architect")
        for draft in drafts {
            let byWhen = try #require(CalendarDay(draft.byWhen))
            let candidate = ByWhen.Candidate(.bandDays, byWhen, "The band gives it.")
            let deadline = PlanDeadline(
                ByWhen(value: byWhen, winner: candidate, candidates: [candidate], containBy: nil, explanation: "")
            )
            var content = PlanContent(
                title: draft.product,
                kind: draft.kind,
                subject: PlanContent.Subject(product: draft.product, release: "1", label: draft.product),
                risks: ["R-0001"],
                assets: [draft.asset],
                owner: "Team",
                deadline: deadline,
                milestones: [Milestone(.switchOff, owner: "Team", day: byWhen)]
            )
            (content.procurementLeadDays, content.buildLeadDays) = (0, draft.days)
            let reference = try #require(book.nextReference)
            try book.apply(.draft(plan: reference, content: content), by: actor, at: Instant(secondsSinceEpoch: 0))
        }
        return book.records
    }

    private func schedule(
        services: [BusinessService] = [],
        _ assets: [PlanGraph.Asset],
        _ plans: [PlanRecord],
        blocks: [PlanGraph.Block] = []
    ) throws -> PlanSchedule {
        try PlanGraph(services: services, assets: assets, blocks: blocks, plans: plans) { kinds[$0] }
            .schedule(asOf: day)
    }

    private func block(
        _ product: String,
        _ releases: Set<String>? = nil,
        holds held: String,
        on assets: Set<String>? = nil
    ) -> PlanGraph.Block {
        PlanGraph.Block(product: product, releases: releases, held: [held], assets: assets, reference: "SUP-12")
    }

    private func conflicts(_ schedule: PlanSchedule) -> [String] {
        schedule.conflicts.map { "\($0.kind.rawValue) \($0.child) \($0.parent)" }
    }

    private func names(_ references: [PlanReference]) -> [String] { references.map(\.description) }

    @Test func aHostWaitsForItsGuests() throws {
        let plans = try plans([
            (.replace, "esxi", 1, "2027-06-01", 30), (.replace, "debian", 2, "2027-09-01", 60),
        ])
        let schedule = try schedule([asset(1, "esx1"), asset(2, "db01", host: 1)], plans)
        #expect(names(schedule.order) == ["P-0002", "P-0001"])
        #expect(names(schedule.criticalPath) == ["P-0002", "P-0001"])
        #expect(schedule.entries[0].earliest == day.adding(days: 90))
        #expect(schedule.conflicts.contains { $0.kind == .childLater && $0.child == "P-0002" })
    }

    @Test func anApplicationGoesBeforeTheMachineUnderIt() throws {
        let plans = try plans([
            (.replace, "debian", 2, "2027-09-01", 10), (.replace, "postgresql", 2, "2027-06-01", 10),
            (.upgrade, "unheard-of", 2, "2027-06-01", 400),
        ])
        let schedule = try schedule([asset(2, "db01")], plans)
        #expect(names(schedule.predecessors(of: plans[0].reference)) == ["P-0002", "P-0003"])
        #expect(schedule.conflicts.isEmpty, "they are about different things: \(schedule.conflicts)")
        let entry = schedule.entries[0]
        let byWhen = try #require(CalendarDay("2027-09-01"))
        #expect(entry.gapDays == byWhen.days(until: day.adding(days: 410)))
        #expect(entry.lastPredecessor == plans[2].reference)
    }

    @Test func whatRetiresUnderAServiceIsNamed() throws {
        let plans = try plans([(.consolidateRetire, "debian", 2, "2027-09-01", 10)])
        let schedule = try schedule(
            services: [service("portal", dependsOn: ["mail"]), service("mail")],
            [asset(2, "db01", service: "mail")],
            plans
        )
        #expect(schedule.conflicts.map(\.kind) == [.childStays])
        #expect(schedule.conflicts[0].message.contains("'service mail'"))
    }

    @Test func whatStandsOnItselfIsNamedByItsPath() throws {
        let assets = [asset(1, "a", host: 2), asset(2, "b", host: 1)]
        do throws(PlanFault) {
            _ = try PlanGraph(services: [], assets: assets, plans: []) { _ in nil }.schedule(asOf: day)
            Issue.record("no circle was found")
        } catch {
            #expect(error.description.contains("a → b → a"), "\(error)")
        }
    }

    @Test func anApplicationThatIsThereHoldsUpItsSystem() throws {
        let plans = try plans([(.upgrade, "debian", 2, "2027-09-01", 10)])
        let uniform = ScannedAsset.Product("uniform", "10")
        func found(_ products: [ScannedAsset.Product], _ block: PlanGraph.Block) throws -> [String] {
            conflicts(try schedule([asset(2, "db01", has: products)], plans, blocks: [block]))
        }
        let held = ["blocker-unplanned uniform on db01 P-0001"]
        #expect(try found([uniform], block("uniform", holds: "debian")) == held)
        #expect(try found([uniform], block("uniform", ["10"], holds: "debian", on: ["db01"])) == held)
        #expect(try found([ScannedAsset.Product("uniform", nil)], block("uniform", ["10"], holds: "debian")) == held)
        #expect(try found([uniform], block("uniform", ["9"], holds: "debian")) == [], "it has another release")
        #expect(try found([uniform], block("uniform", holds: "debian", on: ["db02"])) == [], "another host is meant")
        #expect(try found([uniform], block("uniform", holds: "esxi")) == [], "something else is held up")
        #expect(try found([], block("uniform", holds: "debian")) == [], "it is not there any more")
    }

    @Test func theApplicationsPlanComesFirst() throws {
        let plans = try plans([
            (.upgrade, "debian", 2, "2027-06-01", 10), (.upgrade, "uniform", 2, "2027-09-01", 300),
            (.patch, "postgresql", 2, "2027-06-01", 1),
        ])
        let assets = [
            asset(2, "db01", has: [ScannedAsset.Product("uniform", "10"), ScannedAsset.Product("postgresql", "15")])
        ]
        let schedule = try schedule(
            assets,
            plans,
            blocks: [block("uniform", holds: "debian"), block("uniform", holds: "postgresql")]
        )
        #expect(names(schedule.predecessors(of: plans[0].reference)) == ["P-0002"])
        #expect(names(schedule.predecessors(of: plans[2].reference)) == [], "fixes wait for nobody")
        #expect(conflicts(schedule) == ["child-later P-0002 P-0001"])
        #expect(schedule.entries[0].gapDays != nil && schedule.entries[0].lastPredecessor == plans[1].reference)
    }

    @Test func anOldGuestHoldsUpItsHost() throws {
        let plans = try plans([(.upgrade, "esxi", 1, "2027-06-01", 10), (.upgrade, "debian", 3, "2027-06-01", 10)])
        let old = ScannedAsset.Product("debian", "3.1")
        let assets = [
            asset(1, "esx1"), asset(2, "db01", host: 1, has: [old]), asset(3, "db02", host: 1, has: [old]),
            asset(4, "db03", host: 1, has: [ScannedAsset.Product("debian", "13")]), asset(5, "db04", has: [old]),
        ]
        let schedule = try schedule(assets, plans, blocks: [block("debian", ["3.1"], holds: "esxi")])
        #expect(conflicts(schedule) == ["blocker-unplanned db01 P-0001"])
        #expect(names(schedule.predecessors(of: plans[0].reference)) == ["P-0002"])
    }

    @Test func aServiceHoldsUpHostsAndOtherServices() throws {
        var portal = service("portal")
        (portal.blockedServices, portal.blockedTargets) = (["mail"], ["web1", "db01"])
        let assets = [
            asset(1, "web1", service: "portal"), asset(2, "web2", service: "portal"),
            asset(3, "mx1", service: "mail"), asset(4, "db01"), asset(5, "db02"),
        ]
        let held: [(kind: PlanKind, product: String, asset: Int64, byWhen: String, days: Int)] = [
            (.upgrade, "debian", 1, "2027-06-01", 1), (.upgrade, "debian", 2, "2027-06-01", 1),
            (.upgrade, "postgresql", 3, "2027-06-01", 1), (.upgrade, "debian", 4, "2027-06-01", 1),
            (.upgrade, "debian", 5, "2027-06-01", 1),
        ]
        let services = [portal, service("mail")]
        let alone = try schedule(services: services, assets, plans(held))
        #expect(
            conflicts(alone) == ["P-0001", "P-0003", "P-0004"].map { "blocker-unplanned service portal \($0)" },
            "a newer system under the portal changes nothing that it is tied to"
        )
        let changes: [(kind: PlanKind, product: String, asset: Int64, byWhen: String, days: Int)] = [
            (.upgrade, "uniform", 1, "2027-05-01", 1), (.replace, "debian", 2, "2027-05-01", 1),
        ]
        let both = try schedule(services: services, assets, plans(held.filter { $0.asset != 2 } + changes))
        #expect(conflicts(both) == [])
        for plan in ["P-0001", "P-0002", "P-0003"] {
            let before = both.predecessors(of: try #require(PlanReference(plan)))
            #expect(names(before) == ["P-0005", "P-0006"])
        }
        #expect(both.predecessors(of: try #require(PlanReference("P-0004"))) == [])
    }

    @Test func aNameThatTwoAssetsHadIsToldApart() throws {
        let plans = try plans([(.replace, "debian", 2, "2027-09-01", 1), (.replace, "debian", 3, "2027-09-01", 1)])
        let schedule = try schedule([asset(2, "db01"), asset(3, "db01")], plans)
        #expect(schedule.conflicts.isEmpty && schedule.entries.count == 2)
    }
}
