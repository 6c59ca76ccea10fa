import EstateModel
import Scanning

/// The words after a scan: what was read, what was not and why, and what to do about it.
struct ScanResult {
    private let summary: ScanSummary

    init(_ summary: ScanSummary) {
        self.summary = summary
    }

    func print() {
        Terminal.result(headline + "\n")
        for notice in summary.notices.map(\.problem) {
            Terminal.result("\nNoted: \(notice.message)\n       \(notice.remedy)\n")
        }
        section("Not read", ScanSummary.causes(summary.failed))
        section("Read in part", ScanSummary.causes(summary.partial))
    }

    private var headline: String {
        var parts = ["\(summary.collected) of \(summary.visited + summary.notVisited) targets read"]
        if summary.unchanged > 0 { parts.append("\(summary.unchanged) unchanged") }
        if !summary.newAssets.isEmpty { parts.append("\(summary.newAssets.count) new") }
        if !summary.failed.isEmpty { parts.append("\(summary.failed.count) failed") }
        if summary.notVisited > 0 { parts.append("\(summary.notVisited) not visited because the scan was stopped") }
        return parts.joined(separator: ", ") + "."
    }

    private func section(_ title: String, _ causes: [ScanSummary.Cause]) {
        guard !causes.isEmpty else { return }
        Terminal.result("\n\(title):\n")
        for cause in causes {
            let names = cause.targets.prefix(5).joined(separator: ", ")
            let more = cause.targets.count > 5 ? " and \(cause.targets.count - 5) more" : ""
            Terminal.result("  \(cause.code.rawValue): \(names)\(more)\n")
            Terminal.result("    \(cause.message)\n    What to do: \(cause.remedy)\n")
        }
    }
}
