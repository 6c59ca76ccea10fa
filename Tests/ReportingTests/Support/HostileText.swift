import EstateModel
import Reporting
import Risk
import TestSupport

/// Text that a hostile host or rule file could send.
enum HostileText {
    static let pieces = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><style>*{display:none}", "<!--", "-->",
        "]]>", "<![CDATA[", "<?php", "</td></tr></table>", "</title>", "&lt;b&gt;", "&#60;b", "&amp", "' onclick='x",
        "javascript:alert(1)", "data:text/html,<b>", "\u{202E}gpj.exe", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{AD}",
        "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{2028}", "\r", "\n", "\r\n", "\t", "=1+1", "@SUM(A1)", "-2+3",
        "\u{E0041}", "\u{3164}", "\u{2800}", "e\u{301}\u{301}\u{301}\u{301}", "עברית", "العربية", "`", "\\", "\"", "'",
        ",", ";", "Ü", "日本", "😀", "\u{FFFD}", "\u{10FFFF}", "%0d%0a", "{{7*7}}", "${x}",
    ]

    static func random(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
            if Int.random(in: 0..<4, using: &random) == 0 {
                let value = UInt32.random(in: 0...0x10FFFF, using: &random)
                return Unicode.Scalar(value).map { String($0) } ?? "x"
            }
            return pieces.randomElement(using: &random) ?? "x"
        }.joined()
    }

    /// A report of which every text comes from elsewhere. Only the texts differ from call to call, never the facts.
    static func model(_ text: () -> String) -> ReportModel {
        var estate = SampleEstate()
        for number in 1...3 {
            let service = AssetContext.Service(id: "s\(number)", name: text(), owner: "owner\(number)" + text())
            let id = estate.add("host\(number)" + text(), service, of: ["northbrook": 50, "westmere": 50]) { asset in
                asset.ratings = ImpactRatings()
                asset.weaknesses = [
                    Weakness(code: "smb1", explanation: text(), evidence: EvidenceReference(.configuration, text()))
                ]
            }
            var old = verdict("old\(number)", text(), text(), .unsupported, until: "2024-01-01")
            old.reasons = [text(), text()]
            old.sources = [SourceReference(id: text(), url: "javascript:" + text()), SourceReference(id: "z" + text())]
            estate.judge(id, old)
            var next = verdict("next\(number)", text(), text(), .supported, until: "2027-01-01", kind: "server")
            next.generation = GenerationVerdict(ladder: text(), behind: 3, allowedBehind: 1, current: text())
            estate.judge(id, next)
            var open = verdict("open\(number)", text(), nil, .unknown, kind: "server")
            open.action = text()
            estate.judge(id, open)
            let key = RiskKey(
                organisation: "westmere",
                product: "old\(number)",
                release: old.release,
                service: "s\(number)"
            )
            estate.exceptions[key] = .live(reference: text(), until: day("2027-01-31"))
        }
        estate.add("never" + text())
        let cause = ReportModel.Coverage.Cause(
            code: .init(rawValue: text()),
            hosts: [text(), text()],
            message: text(),
            remedy: text()
        )
        estate.coverage = ReportModel.Coverage(targets: 9, reached: 5, read: 4, failures: [cause], partial: [cause])
        var model = estate.model()
        model.estateName = text()
        model.marking = text()
        model.organisations = ["northbrook", "westmere"].map { .init(id: $0, name: text()) }
        model.provenance.rulesDigest = text()
        model.provenance.reeveVersion = text()
        return model
    }
}
