import Compliance
import EstateModel
import Foundation
import Testing

@testable import Reeve

/// What `reeve policy` shows on a terminal.
struct PolicyTextTests {
    private static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(daysSinceEpoch: 0) }

    private static func verdict(
        _ demand: PolicyVerdict.Demand,
        _ outcome: PolicyVerdict.Outcome,
        _ what: String,
        on names: [String],
        _ reason: String
    ) -> [PolicyVerdict] {
        let hosts: [String?] = names.isEmpty ? [nil] : names
        return hosts.enumerated().map { index, name in
            let asset = name.map { PolicyAsset(id: Int64(index), name: $0) }
            return PolicyVerdict(demand, on: asset, what: what, outcome, reason: reason, policyKey: "key")
        }
    }

    private static let sample: [PolicyVerdict] =
        verdict(
            .approvedProducts,
            .breached(since: day("2026-10-01")),
            "Oracle Database 19c",
            on: ["db01"],
            "It is not on the list of approved products, and what Architecture Group allowed (AG-14) ended on "
                + "30 September 2026."
        )
        + verdict(
            .approvedProducts,
            .breached(since: nil),
            "MySQL 5.7",
            on: ["web01", "web02", "web03", "web04", "web05", "web06"],
            "It is not on the list of approved products, which covers everything of the kind database."
        ) + verdict(.generations, .met(until: nil), "Debian 13", on: ["web01"], "It is N.")
        + verdict(.patchAge, .unknown, "security fixes", on: ["old01"], "The host's list of updates was not learnt.")
        + verdict(
            .contractEnd,
            .dueSoon(until: day("2027-03-31")),
            "Planning system (C-118)",
            on: [],
            "This support contract with Idox Software Ltd, which covers 2 hosts, ends on 31 March 2027; the day for notice "
                + "was 2 October 2026."
        )

    private static func text(_ verdicts: [PolicyVerdict] = sample, width: Int? = 80, title: String = "North") -> String
    {
        var tally = PolicyTally(warnDays: [90, 365])
        for verdict in verdicts { tally.add(verdict) }
        return PolicyText(
            title: title,
            asOf: day("2026-11-21"),
            tally: tally,
            narrowestDays: 90,
            hasApprovedList: true,
            neverRead: ["web99"],
            listed: verdicts.filter { $0.standing != .met },
            width: width
        ).text
    }

    @Test func theHeadlineStandsOnTopAndTheWorstFirst() {
        #expect(
            Self.text() == """
                North, council policy as of 21 November 2026

                Demand             Breached  Due soon  in 90 days  Unknown  Met
                ─────────────────  ────────  ────────  ──────────  ───────  ───
                approved-products         7         0           0        0    0
                generations               0         0           0        0    1
                hardware-life             —         —           —        —    —
                patch-age                 0         0           0        1    0
                advised-patch-age         —         —           —        —    —
                warning-horizon           —         —           —        —    —
                contract-end              0         1           0        0    0
                licence-end               —         —           —        —    —

                Never read  web99: nothing is known

                Only what the council agreed to run (approved-products)
                  breached   Oracle Database 19c on db01, since 1 October 2026
                             It is not on the list of approved products, and what Architecture
                             Group allowed (AG-14) ended on 30 September 2026.
                  breached   MySQL 5.7 on web01, web02, web03, web04 and 2 more
                             It is not on the list of approved products, which covers everything
                             of the kind database.

                Security fixes installed in time (patch-age)
                  unknown    security fixes on old01
                             The host's list of updates was not learnt.

                Contracts and paid cover (contract-end)
                  due soon   Planning system (C-118), until 31 March 2027
                             This support contract with Idox Software Ltd, which covers 2 hosts,
                             ends on 31 March 2027; the day for notice was 2 October 2026.

                """
        )
    }

    @Test(arguments: [40, 60, 80, 120])
    func noLineIsWiderThanTheTerminal(width: Int) {
        let lines = Self.text(width: width).split(separator: "\n")
        // The headline's table has its own ways where there is no room.
        for line in lines.dropFirst(width < 70 ? 40 : 0) { #expect(displayWidth(String(line)) <= width) }
    }

    @Test func namesFromHostsAndFilesAreMadeSafe() {
        let hostile = Self.verdict(
            .warningHorizon,
            .unknown,
            "pkg\u{1B}[2J\u{202E}",
            on: ["db\u{7}01\n\nNever read"],
            "No\u{9B}thing."
        )
        let text = Self.text(hostile, title: "Nor\u{1B}]0;th")
        #expect(!text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) })
        #expect(!text.contains("\u{202E}"))
        #expect(text.contains("pkg\\u{1b}[2J\\u{202e} on db\\u{7}01\\u{a}\\u{a}Never read"))
    }

    @Test func aLongListOfDifferentThingsIsCutAndSaysSo() {
        let many = (0..<60).flatMap { number in
            Self.verdict(.warningHorizon, .unknown, "product \(number)", on: ["db01"], "Nobody knows.")
        }
        let text = Self.text(many)
        #expect(text.contains("  and 20 more; --format csv lists them all\n"))
    }
}
