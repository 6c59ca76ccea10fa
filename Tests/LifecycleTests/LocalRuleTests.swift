import EstateModel
import Lifecycle
import Testing

/// A council's own dates against a shipped rule that recognises the product but dates nothing.
@Suite struct LocalRuleTests {
    private static let template = """
        rule: 1
        product: idox-uniform
        name: Idox Uniform
        kind: line-of-business
        clock: local
        owner: Planning
        supplier: {name: Idox Software Ltd, contact: service desk, contract-until: 2028-03-31}
        ask: [Which databases does it need?, Until when is each version fixed?]
        requires: {any: {debian: ["12"]}}
        identify:
          - {from: registry, where: {displayName: '^IDOX Uniform', publisher: '^Idox'}, version: displayVersion, identity: low}
        cycles: []
        """

    private func judge(
        _ locals: [HostContext.LocalRule],
        version: String? = "10.6.0.0",
        name: String = "IDOX Uniform",
        rules: String = template
    ) throws -> Verdict {
        var host = HostContext()
        host.localRules = locals
        var fields = ["displayName": name, "publisher": "Idox Software Ltd"]
        fields["displayVersion"] = version
        let pack = FixturePack.pack(rules)
        #expect(pack.diagnostics == [])
        return Judge(pack: pack).judge(
            Fact(kind: "registry", fields: fields),
            host: host,
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
    }

    private func local(_ cycle: String, _ product: String = "idox-uniform", until: String = "2026-06-30") throws
        -> HostContext.LocalRule
    {
        .init(product: product, cycle: cycle, supportEnd: try day(until), source: "letter")
    }

    @Test(arguments: ["idox-uniform", "uniform", "Idox Uniform"])
    func aTemplateLeavesTheDateToTheLocalRule(_ product: String) throws {
        let verdict = try judge([try local("10.6", product)])
        #expect(verdict.status == .unsupported)
        #expect(verdict.release == "10.6")
        #expect(verdict.supportEnd == CalendarDay("2026-06-30"))
        #expect(verdict.clock == "local")
        #expect(verdict.product == product)
        #expect(verdict.confidence == .medium)
        #expect(verdict.action == nil)
    }

    @Test(arguments: [("10.5", "10.6.0.0"), ("10.6", "10.60.1"), ("10.6", "10"), ("11", nil)])
    func anotherReleasesDateIsNotTaken(_ cycle: String, _ version: String?) throws {
        let verdict = try judge([try local(cycle)], version: version)
        #expect(verdict.status == .unknown)
        #expect(verdict.release == nil)
    }

    @Test func theRuleThatSaysMoreAboutTheVersionWins() throws {
        let verdict = try judge([try local("10", until: "2030-01-01"), try local("10.6")])
        #expect(verdict.supportEnd == CalendarDay("2026-06-30"))
        let range = try judge([try local(">=10.4 <11", until: "2027-01-01")])
        #expect(range.status == .supported)
    }

    @Test func withoutAVersionTheNameMayTellTheRelease() throws {
        #expect(try judge([try local("10.6")], version: nil, name: "IDOX Uniform 10.6").status == .unsupported)
        #expect(try judge([try local("10.6")], version: nil, name: "IDOX Uniform 6.10").status == .unknown)
    }

    @Test func aRuleForAnotherProductSaysNothing() throws {
        #expect(try judge([try local("10.6", "idox-public-access")]).status == .unknown)
    }

    @Test func datesOfTheShippedRuleGiveWayOnlyToItsOwnProduct() throws {
        let dated = Self.template.replacing(
            "cycles: []",
            with: """
                sources: {page: {ref: page, verified: 2026-08-22}}
                source: page
                cycles: [{cycle: "10", phases: [{phase: full, until: 2029-01-01}]}]
                """
        )
        #expect(try judge([try local("10.6", "uniform")], rules: dated).supportEnd == CalendarDay("2029-01-01"))
        #expect(try judge([try local("10.6")], rules: dated).supportEnd == CalendarDay("2026-06-30"))
    }

    /// The estate's own file under another id, less sure of the name than the shipped one.
    @Test func anEstatesOwnRuleWithAReleaseGoesBeforeATemplate() throws {
        let own = """
            rule: 1
            product: uniform-planning
            name: Uniform of our planners
            kind: line-of-business
            sources: {letter: {ref: letter, verified: 2026-08-22}}
            source: letter
            identify:
              - {from: registry, where: {displayName: '^IDOX'}, version: displayVersion, identity: low}
            cycles: [{cycle: "10", phases: [{phase: full, until: 2027-01-01}]}]
            """
        let pack = RulePack(files: [
            RuleFile(path: "a.yaml", text: Self.template.replacing("identity: low", with: "identity: high")),
            RuleFile(path: "b.yaml", text: own, layer: .local),
        ])
        func product(_ version: String) throws -> String? {
            let fields = ["displayName": "IDOX Uniform", "publisher": "Idox", "displayVersion": version]
            return Judge(pack: pack).judge(
                Fact(kind: "registry", fields: fields),
                host: HostContext(),
                organisation: OrganisationRecord(),
                asOf: try day("2026-11-20")
            ).product
        }
        #expect(try product("10.6") == "uniform-planning")
        #expect(try product("9.1") == "idox-uniform")
    }

    @Test func whatTheSupplierMustSayReachesTheVerdict() throws {
        let verdict = try judge([])
        #expect(verdict.status == .unknown)
        #expect(
            verdict.action
                == "Ask Idox Software Ltd (service desk): Which databases does it need? Until when is each version fixed?"
        )
        #expect(verdict.reasons.contains("It belongs to: Planning."))
        #expect(verdict.reasons.contains("The contract with Idox Software Ltd runs until 31 March 2028."))
        let bare = Self.template.replacing(
            "ask: [Which databases does it need?, Until when is each version fixed?]",
            with: ""
        )
        #expect(
            try judge([], rules: bare).action?.hasPrefix("Ask Idox Software Ltd (service desk): Until which day")
                == true
        )
    }
}
