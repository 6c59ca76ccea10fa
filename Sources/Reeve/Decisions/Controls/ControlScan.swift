import Decisions
import EstateModel
import Store

/// Looks at controls by what scans know of their assets.
struct ControlScan {
    let workspace: Workspace
    let store: InventoryStore

    /// Warns of failed checks by name, up to so many.
    private static let mostNamed = 20

    /// What the last collection of each asset says about controls, with the scan that it is of.
    func facts(of assets: Set<Int64>) async throws -> [Int64: (facts: ControlFacts, scan: Int64)] {
        let known = try await explainingErrors {
            try await store.controlledAssets(Set(assets.map(AssetID.init(rawValue:))))
        }
        let facts = known.map { id, asset in
            let day = asset.lastSeen.at.londonDay
            let facts = ControlFacts(asset: id.rawValue, name: asset.name, on: day, asset.collection)
            return (id.rawValue, (facts, asset.lastSeen.scan.rawValue))
        }
        return Dictionary(facts) { first, _ in first }
    }

    /// The check that shows that a new control works.
    ///
    /// - Throws: ``Failure`` when the last scan says that it does not, or cannot tell.
    func firstCheck(_ probe: ControlProbe, assets: [OwnedAsset]) async throws -> ControlCheck {
        let known = try await facts(of: Set(assets.map(\.id)))
        guard let day = known.values.map(\.facts.on).min(), let scan = known.values.map(\.scan).max() else {
            throw Failure("no scan has read an asset of the control; `reeve scan` does")
        }
        let check = probe.check(
            assets: assets.map(\.id),
            facts: known.mapValues(\.facts),
            scan: scan,
            on: day
        )
        let look = "scan \(scan) of \(check.on.longDescription)"
        switch check.result {
        case .pass: return check
        case .fail:
            throw Failure(
                "the control does not hold: \(look) found that \(check.fact); put that right and scan "
                    + "again"
            )
        case .unknown:
            throw Failure(
                "\(look) cannot tell whether the control holds: \(check.fact); see `reeve assets` "
                    + "for what was not read, or record it with --evidence and --fact instead of --recheck"
            )
        }
    }

    /// Looks again at every control that the newest scan can tell about, logs what is news and says what failed.
    ///
    /// The scan is recorded already: whatever goes wrong here is a warning.
    func recheckAfterScan() async {
        do {
            try await recheck()
        } catch {
            Terminal.message(
                "Controls were not re-checked: \(error). The scan itself is recorded; the next one tries again."
            )
        }
    }

    private func recheck() async throws {
        let ledger = DecisionLedger(store: store)
        var needs = DecisionNeeds()
        needs.all = [.control]
        let controls = try await ledger.book(needs).controls.values.filter { $0.probe != nil && $0.retiredOn == nil }
        guard !controls.isEmpty, let scan = try await workspace.seen(by: store).scan else { return }
        let read = try await facts(of: Set(controls.flatMap(\.assets))).filter { $0.value.scan == scan }
        let facts = read.mapValues(\.facts)
        let found = ControlRecheck(controls, facts: facts, scan: scan)
        if found.outcomes.contains(where: \.isNews) { try await log(facts, scan, ledger) }
        warn(found.failures)
    }

    /// One transaction: somebody may have recorded a look meanwhile, so what is news is told from the state in it.
    private func log(_ facts: [Int64: ControlFacts], _ scan: Int64, _ ledger: DecisionLedger) async throws {
        var needs = DecisionNeeds()
        needs.all = [.control]
        let seen = try await workspace.seen(by: store)
        try await ledger.writing(needs: needs) { session, at, _ in
            let outcomes = ControlRecheck(session.book.controls.values, facts: facts, scan: scan).outcomes
            for outcome in outcomes where outcome.isNews && outcome.check.on <= at.londonDay {
                let act = Act.control(.check(control: outcome.control, check: outcome.check))
                let reason = "scan \(scan) looked again"
                try session.append(AuditContent(at: at, actor: .system, reason: reason, seen: seen, act: act))
            }
        }
    }

    private func warn(_ failures: [ControlRecheck.Outcome]) {
        for failure in failures.prefix(Self.mostNamed) {
            Terminal.message("\(failure.control) failed its check: \(failure.check.fact)")
        }
        let more = failures.count - Self.mostNamed
        if more > 0 { Terminal.message("\(more) more controls failed their checks; `reeve control` lists them.") }
    }
}
