package import EstateModel
import StrictYAML

/// Runs the tests that stand inside rule files.
package struct RuleTester {
    /// One expectation that was not met.
    package struct Difference: Hashable, Sendable {
        /// The key of `expect`.
        package var key: String
        package var expected: String
        package var actual: String
    }

    /// One test with what it gave.
    package struct Result: Hashable, Sendable {
        package var product: String
        package var title: String
        /// `database/postgresql.yaml:40:5`.
        package var location: String
        /// Empty when the test passed.
        package var differences: [Difference]
        package var verdict: Verdict

        package var passed: Bool { differences.isEmpty }
    }

    private let pack: RulePack
    /// A document's tests speak of the rules as its author saw them: those of its own layer and the weaker ones.
    private let judges: [ProductRule.Layer: Judge]

    package init(pack: RulePack) {
        self.pack = pack
        let layers = Set(pack.products.flatMap { $0.tests.map(\.layer) })
        judges = Dictionary(uniqueKeysWithValues: layers.map { ($0, Judge(pack: pack.upTo($0))) })
    }

    /// All tests of the pack, by product and then as they stand in the file.
    package func run() -> [Result] {
        pack.products.flatMap { run($0) }
    }

    package func run(_ product: ProductRule) -> [Result] {
        product.tests.map { test in
            let judgement = (judges[test.layer] ?? Judge(pack: pack)).judgement(
                of: test.given,
                host: test.host,
                organisation: test.organisation,
                asOf: test.asOf
            )
            return Result(
                product: product.id,
                title: test.title,
                location: test.location.description,
                differences: Self.differences(test.expect, judgement),
                verdict: judgement.verdict
            )
        }
    }

    private static func differences(_ expect: RuleTest.Expectation, _ judgement: Judgement) -> [Difference] {
        let verdict = judgement.verdict
        var comparison = Comparison()
        comparison.optional("product", expect.product, verdict.product)
        comparison.optional("cycle", expect.cycle, verdict.release)
        comparison.value("status", expect.status?.rawValue, verdict.status.rawValue)
        comparison.value("role", expect.role?.rawValue, verdict.role.rawValue)
        comparison.optional("until", text(expect.until), verdict.supportEnd?.description)
        comparison.optional("mainstream-end", text(expect.mainstreamEnd), verdict.mainstreamEnd?.description)
        comparison.optional("extended-end", text(expect.extendedEnd), verdict.extendedEnd?.description)
        // A rule's author may write the product's own id for its maker's calendar.
        let isOwn = verdict.clock == Clock.vendor.rawValue && expect.clock == .some(verdict.product)
        let clock = isOwn ? verdict.product : verdict.clock
        comparison.optional("clock", expect.clock, clock)
        comparison.optional("would-cover", expect.wouldCover, verdict.entitlement)
        comparison.value(
            "would-cover-until",
            expect.wouldCoverUntil?.description,
            verdict.endWithEntitlement?.description
        )
        comparison.value("confidence", expect.confidence?.rawValue, verdict.confidence.rawValue)
        comparison.value("label", expect.label, verdict.endLabel)
        comparison.optional("behind", text(expect.behind), verdict.generation?.behind.map(String.init))
        comparison.value("age-due", expect.ageDue?.description, judgement.ageDue?.description)
        comparison.sets(expect, judgement)
        return comparison.differences
    }

    private static func text<Value: CustomStringConvertible>(_ value: Value??) -> String?? {
        value.map { $0.map(\.description) }
    }
}

/// Gathers what differs.
private struct Comparison {
    var differences: [RuleTester.Difference] = []

    mutating func value(_ key: String, _ expected: String?, _ actual: String?) {
        guard let expected, expected != actual else { return }
        differences.append(RuleTester.Difference(key: key, expected: expected, actual: actual ?? "none"))
    }

    mutating func optional(_ key: String, _ expected: String??, _ actual: String?) {
        guard let expected, expected != actual else { return }
        differences.append(RuleTester.Difference(key: key, expected: expected ?? "none", actual: actual ?? "none"))
    }

    mutating func sets(_ expect: RuleTest.Expectation, _ judgement: Judgement) {
        let verdict = judgement.verdict
        let flags = verdict.flags.isEmpty ? "none" : verdict.flags.joined(separator: ", ")
        for flag in expect.flags where !verdict.flags.contains(flag) {
            differences.append(RuleTester.Difference(key: "flags", expected: flag, actual: flags))
        }
        for flag in expect.absentFlags where verdict.flags.contains(flag) {
            differences.append(RuleTester.Difference(key: "no-flags", expected: "not \(flag)", actual: flags))
        }
        if let candidates = expect.candidates, Set(candidates) != Set(verdict.candidates) {
            let actual = verdict.candidates.isEmpty ? "none" : verdict.candidates.joined(separator: ", ")
            differences.append(
                RuleTester.Difference(key: "candidates", expected: candidates.joined(separator: ", "), actual: actual)
            )
        }
        if let cause = expect.because, !judgement.causes.contains(cause) {
            let actual = judgement.causes.map(\.rawValue).sorted().joined(separator: ", ")
            differences.append(
                RuleTester.Difference(
                    key: "because",
                    expected: cause.rawValue,
                    actual: actual.isEmpty ? "none" : actual
                )
            )
        }
    }
}
