import Foundation
import TestSupport
import Testing

/// A product that a rule knows, but not until when: whom to ask what reaches whoever reads about it.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct OpenQuestionTests {
    private static let question =
        "Ask Example Ltd (support@example.org): Until when is <b>it</b> fixed? On which platforms?"

    private static let rule = """
        rule: 1
        product: parish-ledger
        name: Parish Ledger
        kind: line-of-business
        supplier: {name: Example Ltd, contact: support@example.org}
        ask: ["Until when is <b>it</b> fixed?", "On which platforms?"]
        identify:
          - {from: dpkg, where: {name: '^parish-ledger$'}, version: version, clock: vendor}
        cycles: []

        """

    @Test(.timeLimit(.minutes(3)))
    func whomToAskWhatStandsWhereTheProductIsExplained() async throws {
        let estate = try EndToEndEstate()
        mkdir(estate.path + "/rules", 0o700)
        try estate.folder.write(Self.rule, to: "estate/rules/parish-ledger.yaml")
        // A line of the list as the host's own dpkg writes them, with another name.
        let script = #"$REAL "$@" | awk -F'\t' -v OFS='\t' '1; $1 == "base-files" { $1 = "parish-ledger"; print }'"#
        try estate.addHost("app01", HostDisguise(replacing: [DisguisedHosts.dpkg: script], isQuiet: true))
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 0, "\(scan)")

        let explained = try await estate.reeve("explain", "app01", "parish-ledger", "--as-of", "2026-11-20")
        #expect(explained.output.contains("Verdict     unknown\n"), "\(explained)")
        #expect(explained.output.contains("To find out \(Self.question)\n"), "\(explained)")
        let page = try await estate.reeve("report", "html", "--as-of", "2026-11-20").output
        let escaped = Self.question.replacing("<b>", with: "&lt;b&gt;").replacing("</b>", with: "&lt;/b&gt;")
        #expect(page.contains(escaped))
        let json = try await estate.reeve("report", "json", "--as-of", "2026-11-20").output
        #expect(json.contains("Ask Example Ltd (support@example.org): "))
    }
}
