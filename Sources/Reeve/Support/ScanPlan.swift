import EstateModel
import Foundation
import Scanning

/// What a scan would visit, and how, for `reeve scan --dry-run`.
struct ScanPlan {
    let targets: [Target]
    let now: Instant
    let ignoresWindows: Bool

    /// One row for each target. An estate without jump hosts or windows has no column for them.
    var table: TextTable {
        let hasWays = targets.contains { !$0.route.isEmpty }
        let hasWindows = targets.contains { $0.window != nil }
        var columns: [TextTable.Column] = [
            .init("Target"), .init("Address", canShrink: true), .init("Port", isNumber: true),
        ]
        if hasWays { columns.append(.init("Via", canShrink: true)) }
        columns += [.init("User"), .init("Credential"), .init("Root by")]
        if hasWindows { columns.append(.init("Window")) }
        columns.append(.init("Organisations", canShrink: true))
        var table = TextTable(columns)
        for target in targets {
            var row = [target.name, target.address, String(target.port)]
            if hasWays { row.append(way(to: target)) }
            row += [target.user, target.credential, target.escalation.rawValue]
            if hasWindows { row.append(window(of: target)) }
            row.append(target.organisations.keys.sorted().joined(separator: ", "))
            table.append(row)
        }
        return table
    }

    var summary: String {
        let closed = targets.count { isOpen($0) == false }
        let count = "\(targets.count) \(targets.count == 1 ? "target" : "targets")"
        let deferred =
            closed == 0 || ignoresWindows
            ? ""
            : ", of which \(closed) would be deferred until \(closed == 1 ? "its window opens" : "their windows open")"
        return "\(count)\(deferred); nothing was connected to. `reeve probes` prints what would run there."
    }

    /// The jump hosts in the order in which they are passed.
    private func way(to target: Target) -> String {
        target.route.isEmpty ? "—" : target.route.map(\.name).joined(separator: " → ")
    }

    private func window(of target: Target) -> String {
        guard let window = target.window else { return "always" }
        return switch isOpen(target) {
        case true?: "\(window.name), open"
        case false?: "\(window.name), closed now"
        case nil: window.name
        }
    }

    /// Nil for a target that has no window, or one whose time zone this machine does not know.
    private func isOpen(_ target: Target) -> Bool? {
        guard let window = target.window, let zone = TimeZone(identifier: window.timeZone) else { return nil }
        return window.isOpen(at: now, in: zone)
    }
}
