import EstateModel
import LinearRegex
import StrictYAML
import TestSupport
import Testing

@testable import Lifecycle

@Suite struct JudgePropertyTests {
    private static let days = [
        "2005-01-01", "2019-07-09", "2023-10-10", "2025-11-13", "2026-07-14", "2026-11-20", "2031-01-01", "2050-01-01",
    ]

    /// Rolling products and stale data become unknown with time, but nothing rises from the dead.
    @Test func aLaterDayNeverMakesTheUnsupportedSupported() throws {
        let pack = try FixturePack.load()
        let judge = Judge(pack: pack)
        for test in pack.products.flatMap(\.tests) {
            var isOver = false
            for text in Self.days {
                let verdict = judge.judge(
                    test.given,
                    host: test.host,
                    organisation: OrganisationRecord(),
                    asOf: try day(text)
                )
                // Evidence on the host may begin to count only through a record; without one it can only run out.
                if isOver { #expect(!verdict.status.receivesFixes, "\(test.location) on \(text)") }
                if verdict.status == .unsupported { isOver = true }
            }
        }
    }

    @Test func theSameQuestionGivesTheSameBytes() throws {
        let one = try FixturePack.load()
        let other = try FixturePack.load()
        #expect(one.sha256 == other.sha256)
        for test in one.products.flatMap(\.tests) {
            let verdicts = [one, other].map {
                Judge(pack: $0).judge(test.given, host: test.host, organisation: test.organisation, asOf: test.asOf)
            }
            #expect(verdicts[0] == verdicts[1])
        }
    }

    @Test func theIndexFindsWhatTryingEveryEntryFinds() throws {
        let pack = try FixturePack.load()
        for test in pack.products.flatMap(\.tests) {
            let fact = NormalFact(test.given)
            let found = Set(pack.index.candidates(for: fact))
            for (number, product) in pack.products.enumerated() {
                for (entries, isLookAlike) in [(product.identify, false), (product.notProduct, true)] {
                    for (index, entry) in entries.enumerated() where entry.kind.name == test.given.kind {
                        let holds = entry.conditions.allSatisfy { condition in
                            fact[condition.field].map { text in condition.patterns.contains { $0.matches(text) } }
                                ?? false
                        }
                        let place = RuleIndex.Place(product: number, isLookAlike: isLookAlike, entry: index)
                        if holds { #expect(found.contains(place), "\(product.id) at \(entry.location)") }
                    }
                }
            }
        }
    }

    @Test(arguments: [UInt64(31), 32])
    func garbageNeverTrapsAndIsNeverSupported(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        let pack = try FixturePack.load()
        let judge = Judge(pack: pack)
        for _ in 0..<300 {
            let kind = FactKind.all.randomElement(using: &generator)?.name ?? "dpkg"
            var fields: [String: String] = [:]
            for name in FactKind.named(kind)?.fields ?? ["ID", "VERSION_ID"] {
                let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                fields[name] = String(decoding: bytes, as: UTF8.self)
            }
            let verdict = judge.judge(
                Fact(kind: kind, fields: fields),
                host: HostContext(system: "debian/12"),
                organisation: OrganisationRecord(),
                asOf: try day("2026-11-20")
            )
            #expect(verdict.product == nil || verdict.role == .distributionPackage, "seed \(seed)")
        }
    }

    @Test func tidyNamesLoseMarksAndKeepTheRest() {
        #expect(tidyName("  Java(TM)  8\tUpdate 202 (x64) ") == "Java 8 Update 202 (x64)")
        #expect(tidyName("Microsoft® Office - en-gb") == "Microsoft Office - en-gb")
        #expect(tidyName("ＳＱＬ\u{A0}Server(R)") == "SQL Server")
        #expect(tidyName("") == "")
    }

    @Test(arguments: [("^mssql-server$", "mssql-server"), (#"^a\.b\+c$"#, "a.b+c")])
    func fixedTextsAreFoundWithoutARegex(_ pattern: String, _ literal: String) {
        #expect(literalText(of: pattern) == literal)
    }

    @Test(arguments: ["^a.b$", "a", "^a", "^a|b$", "^a\\d$", "^(a)$", "^$", "^a\\"])
    func everythingElseIsARegex(_ pattern: String) {
        #expect(literalText(of: pattern) == nil)
    }
}
