import EstateModel
import Scanning

/// The words after a scan: what was read, what was not and why, what that means, and what to do about it.
struct ScanResult {
    private static let namesShown = 5
    private static let noticesShown = 10

    private let summary: ScanSummary

    init(_ summary: ScanSummary) {
        self.summary = summary
    }

    var text: String {
        var text = headline + "\n"
        for notice in summary.notices.prefix(Self.noticesShown).map(\.problem) {
            text += "\nNoted: \(notice.message)\n       \(notice.remedy)\n"
        }
        if summary.notices.count > Self.noticesShown {
            let more = summary.notices.count - Self.noticesShown
            text += "\nNoted: \(more) more of this kind; `reeve assets NAME` shows them.\n"
        }
        for login in summary.loginsSetAside {
            text +=
                "\nSet aside: the credential '\(visible(login.credential, limit: 80))' for user "
                + "'\(visible(login.user, limit: 80))'; three hosts in a row refused it.\n"
        }
        text += section("Not read", ScanCause.all(summary.failed))
        text += section("Read in part", ScanCause.all(summary.partial))
        text += section("Deferred to their scan window", openings)
        return text
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

    /// Deferred hosts by the window that they wait for: its name and opening stand behind the host's own name.
    private var openings: [ScanCause] {
        Dictionary(grouping: summary.deferred) { entry in
            let name = visible(entry.target, limit: 80)
            return entry.problem.message.hasPrefix(name) ? String(entry.problem.message.dropFirst(name.count)) : ""
        }
        .values.flatMap(ScanCause.all)
        .sorted { (-$0.targets.count, $0.message) < (-$1.targets.count, $1.message) }
    }

    private func section(_ title: String, _ causes: [ScanCause]) -> String {
        guard !causes.isEmpty else { return "" }
        var text = "\n\(title):\n"
        for cause in causes {
            let names = cause.targets.prefix(Self.namesShown).map { visible($0, limit: 60) }.joined(separator: ", ")
            let rest = cause.targets.count - Self.namesShown
            let more = rest > 0 ? " and \(rest) more (\(ScanTally.grouped(cause.targets.count)) hosts)" : ""
            text += "  \(cause.code.rawValue): \(names)\(more)\n    \(cause.message)\n"
            if let meaning = ProblemMeaning.text(of: cause.code) { text += "    What it means: \(meaning)\n" }
            text += "    What to do: \(cause.remedy)\n"
        }
        return text
    }
}
