import EstateModel

/// What a scan means for the controls that it can look at by itself. Pure; the log is written elsewhere.
package struct ControlRecheck: Hashable, Sendable {
    /// A control with what the scan found.
    package struct Outcome: Hashable, Sendable {
        package var control: String
        package var check: ControlCheck
        /// Whether it is to be logged: it passed or failed, and nobody logged the same that day.
        package var isNews: Bool
    }

    /// By id; controls of which the scan read no asset, and those it cannot tell about, are left out.
    package let outcomes: [Outcome]

    /// - Parameters:
    ///   - facts: of the assets that the scan read, by their ids.
    ///   - scan: its number, for the evidence.
    package init(_ controls: some Sequence<ControlRecord>, facts: [Int64: ControlFacts], scan: Int64) {
        outcomes = controls.sorted { $0.id < $1.id }.compactMap { Self.outcome($0, facts, scan) }
    }

    /// Those that did not pass.
    package var failures: [Outcome] { outcomes.filter { $0.check.result == .fail } }

    private static func outcome(_ control: ControlRecord, _ facts: [Int64: ControlFacts], _ scan: Int64) -> Outcome? {
        guard let probe = control.probe, control.retiredOn == nil,
            let day = control.assets.compactMap({ facts[$0]?.on }).min()
        else { return nil }
        let check = probe.check(assets: control.assets, facts: facts, scan: scan, on: day)
        guard check.result != .unknown else { return nil }
        let last = control.lastCheck
        let isOlder = last.map { check.on < $0.on } ?? false
        let isKnown = last.map { $0.result == check.result && $0.on == check.on } ?? false
        return Outcome(control: control.id, check: check, isNews: !isOlder && !isKnown)
    }
}
