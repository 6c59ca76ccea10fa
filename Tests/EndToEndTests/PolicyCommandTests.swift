import Foundation
import TestSupport
import Testing

/// `reeve policy` on a scanned host: what it lists, what it refuses, and its exit status.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct PolicyCommandTests {
    private static let contracts = """
        contracts:
          - {id: portal, kind: support, about: Portal, organisations: darlbrook, reference: C-118, ends: 2027-03-31}
          - {id: db, kind: licence, about: Databases, organisations: darlbrook, reference: L-7, ends: 2026-09-30}
        """

    private func scanned(approved: String) async throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.addHost("db01", HostDisguise(replacing: [:], isQuiet: true))
        try estate.addTarget("web99", port: 1)
        try estate.addSection(Self.contracts)
        let policy = estate.folder.text(of: "estate/policy.yaml")
        try estate.folder.write(policy + "\n" + approved, to: "estate/policy.yaml")
        #expect(try await estate.reeve("scan").status == 3)
        return estate
    }

    @Test(.timeLimit(.minutes(5)))
    func everyDemandIsListedWithItsReason() async throws {
        let estate = try await scanned(approved: "approved-products: {kinds: [os], products: {debian: [\"3.1\"]}}\n")
        let outcome = try await estate.reeve("policy", "--as-of", "2026-11-21")
        #expect(outcome.status == 2, "\(outcome)")
        for part in [
            "council policy as of 21 November 2026", "Never read  web99: nothing is known",
            "The list of approved products has other releases of it only.",
            "breached   Databases (L-7), since 1 October 2026", "due soon   Portal (C-118), until 31 March 2027",
        ] {
            #expect(outcome.output.contains(part), "\(part) in \(outcome.output)")
        }
        let met = try await estate.reeve("policy", "--as-of", "2026-11-21", "--demand", "contract-end", "--only", "met")
        #expect(met.status == 0 && !met.output.contains("Portal"), "\(met)")
        let other = try await estate.reeve("policy", "--organisation", "stockvale", "--demand", "licence-end")
        #expect(other.status == 0 && !other.output.contains("L-7"), "\(other)")
    }

    @Test(.timeLimit(.minutes(5)))
    func aProductThatNoRuleHasIsNamedBeforeAnythingIsJudged() async throws {
        let estate = try await scanned(approved: "approved-products: {kinds: [os], products: {debain: all}}\n")
        let outcome = try await estate.reeve("policy")
        #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
        #expect(outcome.messages.contains("error: no rule has the product 'debain'; did you mean 'debian'?"))
        let organisation = try await estate.reeve("policy", "--organisation", "darlbrok")
        #expect(organisation.status == 1 && organisation.messages.contains("did you mean 'darlbrook'?"))
    }
}
