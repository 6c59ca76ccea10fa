import EstateModel
import StrictYAML

/// Reads the `expect` of a test.
struct ExpectationParser {
    let reader: MappingReader

    func parse() -> RuleTest.Expectation? {
        var expect = RuleTest.Expectation()
        expect.product = textOrNone("product")
        expect.cycle = textOrNone("cycle")
        expect.status = reader.word("status", as: SupportStatus.self)
        expect.role = reader.word("role", as: Verdict.Role.self)
        expect.until = dayOrNone("until")
        expect.mainstreamEnd = dayOrNone("mainstream-end")
        expect.extendedEnd = dayOrNone("extended-end")
        expect.clock = textOrNone("clock")
        expect.wouldCover = textOrNone("would-cover")
        expect.wouldCoverUntil = reader.day("would-cover-until")
        expect.flags = reader.strings("flags")
        expect.absentFlags = reader.strings("no-flags")
        for (key, flags) in [("flags", expect.flags), ("no-flags", expect.absentFlags)] {
            for flag in flags where !VerdictFlag.isKnown(flag) {
                reader.error(key, "no flag is called '\(visible(flag, limit: 40))'; \(hint(flag, VerdictFlag.names))")
            }
        }
        if reader.has("candidates") { expect.candidates = reader.strings("candidates") }
        expect.because = reader.word("because", as: Cause.self)
        expect.confidence = reader.word("confidence", as: Confidence.self)
        expect.label = reader.string("label")
        if let text = reader.string("behind") {
            expect.behind = text == "none" ? .some(nil) : reader.integer("behind", in: 0...1000)
        }
        expect.ageDue = reader.day("age-due")
        let keys = reader.allKeys()
        reader.finish()
        guard !keys.isEmpty else {
            reader.sink.error(at: reader.location, "'expect' is empty: the test could never fail")
            return nil
        }
        return expect
    }

    private func textOrNone(_ key: String) -> String?? {
        guard let text = reader.string(key) else { return nil }
        return text == "none" ? .some(nil) : .some(text)
    }

    private func dayOrNone(_ key: String) -> CalendarDay?? {
        guard let text = reader.string(key) else { return nil }
        if text == "none" { return .some(nil) }
        return reader.day(key).map { .some($0) } ?? nil
    }
}

/// The names of flags that verdicts carry.
package enum VerdictFlag {
    package static let oldBaseline = "old-baseline"
    package static let minorReleaseLocked = "minor-release-locked"
    package static let overAge = "over-age"
    package static let patchLag = "patch-lag"
    package static let blockedByOS = "blocked-by-os"
    package static let behindPolicy = "behind-policy"
    package static let undated = "undated"
    package static let staleData = "stale-data"
    package static let approximateDate = "approximate-date"
    package static let disputedDate = "disputed-date"
    package static let entitlementContradicted = "entitlement-contradicted"
    package static let entitlementNotRecorded = "entitlement-not-recorded"
    package static let entitlementEnded = "entitlement-ended"
    package static let platformNotCertified = "platform-not-certified"

    package static let names = [
        "ends-within-90-days", "ends-within-365-days", "ends-within-24-months", oldBaseline, minorReleaseLocked,
        overAge,
        patchLag, blockedByOS, behindPolicy, undated, staleData, approximateDate, disputedDate, entitlementContradicted,
        entitlementNotRecorded, entitlementEnded, platformNotCertified,
    ]

    static func isKnown(_ flag: String) -> Bool {
        names.contains(flag) || (flag.hasPrefix("ends-within-") && flag.hasSuffix("-days"))
    }

    /// `ends-within-90-days`; two years are written as 24 months.
    static func endsWithin(days: Int) -> String {
        days == 730 ? "ends-within-24-months" : "ends-within-\(days)-days"
    }
}
