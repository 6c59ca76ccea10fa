import EstateModel
import Foundation
import Lifecycle
import Risk
import Testing

@testable import Assessment

/// A contract for a host is one of the days by which what runs there must be dealt with.
struct ContractDeadlineTests {
    private static let rules = Result {
        try RulePack.load(directories: [.init(path: ScannedEstate.root.appending(path: "rules").path)])
    }

    private static let cases: [(records: String, ends: String?)] = [
        (
            "- {id: c1, kind: support, organisations: darlbrook, reference: R1, ends: 2026-12-31, notice-days: 30}",
            "2026-12-31"
        ),
        // It ran out already: the policy says so, and no plan can be made for that day.
        ("- {id: c1, kind: support, organisations: darlbrook, reference: R1, ends: 2026-10-31}", nil),
        // About one product only.
        ("- {id: c1, kind: support, organisations: darlbrook, reference: R1, ends: 2026-12-31, products: nginx}", nil),
        ("- {id: c1, kind: licence, organisations: darlbrook, reference: R1, ends: 2026-12-31}", nil),
        // Somebody else's.
        ("- {id: c1, kind: lease, organisations: stockvale, reference: R1, ends: 2026-12-31}", nil),
    ]

    @Test(arguments: cases)
    func aContractOfTheHostIsADeadline(_ records: String, _ ends: String?) async throws {
        let (assessment, host) = try await ScannedEstate.assess(
            release: "ID=debian\nVERSION_ID=\"10\"",
            answers: [:],
            entitlements: "contracts:\n  \(records)\n",
            rules: try Self.rules.get(),
            on: "2026-11-20"
        )
        #expect(host.context.contractEnd == ends.flatMap { CalendarDay($0) })
        let rules = try #require(assessment.register.risks.first?.byWhen).candidates.map(\.rule)
        #expect(rules.contains(.contractEnd) == (ends != nil))
    }
}
