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
        for login in summary.loginsSetAside {
            Terminal.result(
                "\nSet aside: the credential '\(visible(login.credential, limit: 80))' for user "
                    + "'\(visible(login.user, limit: 80))'; three hosts in a row refused it.\n"
            )
        }
        section("Not read", ScanSummary.causes(summary.failed))
        section("Read in part", ScanSummary.causes(summary.partial))
        section("Deferred to their scan window", ScanSummary.causes(summary.deferred))
    }

    private var headline: String {
        var parts = ["\(summary.collected) of \(summary.targets) targets read"]
        if summary.unchanged > 0 { parts.append("\(summary.unchanged) unchanged") }
        if !summary.newAssets.isEmpty { parts.append("\(summary.newAssets.count) new") }
        if !summary.failed.isEmpty { parts.append("\(summary.failed.count) failed") }
        if !summary.deferred.isEmpty { parts.append("\(summary.deferred.count) deferred") }
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
