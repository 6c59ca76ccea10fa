import EstateModel
import Lifecycle
import Testing

/// A judge that remembers must say what one without memory says.
@Suite struct VerdictMemoTests {
    private let facts = [
        Fact(kind: "dpkg", fields: ["name": "bash", "version": "5.2.15-2+b7"]),
        Fact(kind: "dpkg", fields: ["name": "postgresql-13", "version": "13.23-1.pgdg120+1"]),
        Fact(kind: "dpkg", fields: ["name": "coreutils", "version": "9.1-1+deb12u1"]),
    ]

    private func contexts() -> [HostContext] {
        ["debian/12", "debian/11", "debian/10", nil].flatMap { system -> [HostContext] in
            ["web", "db"].map { name in
                var context = HostContext(system: system)
                context.names = [name]
                context.tags = [name]
                return context
            }
        }
    }

    private func records() -> [OrganisationRecord] {
        let scope = OrganisationRecord.Entitlement.Scope(hosts: ["db"])
        return [
            OrganisationRecord(),
            OrganisationRecord(entitlements: [.init(id: "freexian-elts")]),
            OrganisationRecord(entitlements: [.init(id: "freexian-elts", scope: scope)]),
        ]
    }

    @Test(arguments: ["2023-01-01", "2026-11-20", "2031-01-01"])
    func whatIsRememberedIsWhatWouldBeJudged(_ today: String) throws {
        let pack = try FixturePack.load()
        let remembering = Judge(pack: pack)
        let asOf = try day(today)
        for _ in 0..<2 {
            for context in contexts() {
                for record in records() {
                    let known = remembering.judgeAll(facts, host: context, organisation: record, asOf: asOf)
                    let fresh = Judge(pack: pack)
                        .judgeAll(facts, host: context, organisation: record, asOf: asOf)
                    #expect(known == fresh)
                }
            }
        }
    }
}
