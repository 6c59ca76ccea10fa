import Compliance
import EstateFiles
import EstateModel
import Foundation
import Lifecycle
import StrictYAML
import Testing

@testable import Assessment

/// What the estate's files demand, joined with the rules and with a host.
struct PolicyAssessmentTests {
    private static let rules = RulePack(files: [
        RuleFile(
            path: "database/stonedb.yaml",
            text: """
                rule: 1
                product: stonedb
                name: StoneDB
                kind: database
                supplier: {name: Stone Ltd, contract-until: 2027-05-31}
                sources: {page: {url: "https://stonedb.example/", verified: 2026-11-01}}
                identify:
                  - {from: dpkg, where: {name: '^stonedb$'}, version: {take: version}, identity: high}
                cycles:
                  - {cycle: "1", match: {version: "1"}, released: 2018-01-01, phases: [{phase: full, until: 2030-01-01, source: page}]}

                """
        )
    ])

    private static func assessment(_ estate: String = "", policy: String? = nil) throws -> PolicyAssessment {
        var files = ["estate.yaml": ScannedEstate.head + estate]
        files["policy.yaml"] = policy
        let read = try EstateParser.parse(files: files)
        return try PolicyAssessment(
            read,
            policies: CouncilPolicies(read.policy),
            pack: rules,
            asOf: CalendarDay(daysSinceEpoch: 20_778)
        )
    }

    private static func messages(_ estate: String = "", policy: String? = nil) -> String {
        do {
            _ = try assessment(estate, policy: policy)
            return ""
        } catch let error as InvalidFile {
            return error.description
        } catch {
            return "\(error)"
        }
    }

    @Test func wordsThatNoRuleHasAreNamedWithTheNearest() {
        let policy = """
            approved-products:
              kinds: [databse]
              products: {stonebd: all, stonedb: ["11", "1"]}
              deviations:
                - {product: oracle, scope: all, until: 2027-01-01, allowed-by: Board, reference: R}
            """
        let contract = """
            contracts:
              - {id: c1, kind: support, organisations: darlbrook, reference: R, ends: 2027-01-01, products: stonedbb}
            """
        #expect(
            Self.messages(contract, policy: policy) == """
                estate.yaml:12:97: error: no rule has the product 'stonedbb'; did you mean 'stonedb'?
                policy.yaml:2:11: error: there is no kind of product 'databse'; did you mean 'database'?
                policy.yaml:3:14: error: no rule has the product 'stonebd'; did you mean 'stonedb'?
                policy.yaml:3:38: error: 'stonedb' has no release '11'; did you mean '1'?
                policy.yaml:5:17: error: no rule has the product 'oracle'; it can be: stonedb
                """
        )
    }

    @Test func whatHoldsUpUpgradesIsCheckedAgainstTheRules() {
        let blocks = """
            upgrade-blocks:
              - {product: stonedb, releases: ["1", "2"], blocks-upgrade-of: stonedbb, reference: R}
              - {product: stoned, blocks-upgrade-of: stonedb, reference: R}
            """
        #expect(
            Self.messages(blocks) == """
                estate.yaml:12:40: error: 'stonedb' has no release '2'; did you mean '1'?
                estate.yaml:12:65: error: no rule has the product 'stonedbb'; did you mean 'stonedb'?
                estate.yaml:13:15: error: no rule has the product 'stoned'; did you mean 'stonedb'?
                """
        )
    }

    @Test func contractsCoverAndSuppliersOfLocalRulesAreAgreements() throws {
        let records = """
            contracts:
              - {id: c1, kind: licence, organisations: darlbrook, reference: R1, ends: 2026-12-31}
              - {id: c2, kind: licence, organisations: darlbrook, reference: R2, starts: 2027-01-01, ends: 2027-12-31, follows: c1}
            entitlements:
              - {id: esu, organisations: darlbrook, scope: all, reference: year 1, starts: 2025-10-15, ends: 2026-10-13}
              - {id: esu, organisations: darlbrook, scope: all, reference: year 2, starts: 2026-10-14, ends: 2027-10-12}

            """
        let agreements = try Self.assessment(records).agreements
        #expect(agreements.map(\.id) == ["c1", "c2", "esu", "esu", "stonedb"])
        #expect(agreements.map(\.followedBy) == ["c2", nil, "year 2", nil, nil])
        #expect(agreements.map(\.kind) == [.licence, .licence, .cover, .cover, .support])
        #expect(agreements.map(\.onlyWhereUsed) == [false, false, false, false, true])
        #expect(agreements[4].supplier == "Stone Ltd" && agreements[4].products == ["stonedb"])
    }

    @Test func aContractForTheProductStandsForWhatTheRuleSays() throws {
        let records = """
            contracts:
              - {id: c1, kind: support, organisations: darlbrook, reference: R1, ends: 2026-12-31, products: stonedb}

            """
        #expect(try Self.assessment(records).agreements.map(\.id) == ["c1"])
    }

    @Test func paidCoverWithAGapIsNotCarriedOn() throws {
        let records = """
            entitlements:
              - {id: esu, organisations: darlbrook, scope: all, reference: year 1, starts: 2025-10-15, ends: 2026-10-13}
              - {id: esu, organisations: darlbrook, scope: all, reference: year 2, starts: 2026-10-15, ends: 2027-10-12}

            """
        #expect(try Self.assessment(records).agreements.map(\.followedBy) == [nil, nil, nil])
    }
}
