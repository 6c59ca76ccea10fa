import EstateModel

/// Turns an asset, and what was judged on it, into the facts of a score.
struct FactsBuilder {
    let policies: RiskPolicies
    let asOf: CalendarDay
    let assets: [Int64: AssetContext]

    func facts(_ asset: AssetContext, _ verdict: Verdict?, subject: Fact?, hostCount: Int) -> ScoringFacts {
        let clock = verdict.map { SupportClock($0) } ?? .unknown
        var facts = ScoringFacts(
            support: clock,
            supportEvidence: evidence(verdict, asset),
            confidence: verdict?.confidence ?? .low
        )
        facts.patches = patches(of: asset)
        facts.patchEvidence = EvidenceReference(.patches, asset.name, on: asset.updates?.listsRefreshed)
        facts.internetFacing = isInternetFacing(asset, verdict, subject)
        facts.exposureEvidence = EvidenceReference(asset.listeners == nil ? .inventory : .network, asset.name)
        facts.weaknesses = asset.weaknesses
        facts.data = rating(asset, \.data, name: "data")
        facts.availability = rating(asset, \.availability, name: "outage")
        facts.privilege = Rating(asset.ratings.privilege, evidence: EvidenceReference(.inventory, asset.name))
        facts.hostCount = hostCount
        facts.controls = asset.controls
        facts.scopes = ComplianceScope.named(in: asset.tags)
        return facts
    }

    func patches(of asset: AssetContext) -> PatchState {
        PatchState(asset.updates, asOf: asOf, staleAfterDays: policies.scoring.patchDays[0])
    }

    private func evidence(_ verdict: Verdict?, _ asset: AssetContext) -> EvidenceReference {
        let source = verdict?.sources.first
        let rule = verdict?.rule ?? verdict?.product ?? asset.name
        return EvidenceReference(.lifecycle, source.map { "\(rule) (\($0.id))" } ?? rule, on: source?.verified)
    }

    // MARK: Exposure

    /// Products that are reached through whatever listens on their host.
    private static let wholeHostKinds: Set<String> = [
        "os", "hypervisor", "hardware", "network", "storage", "appliance", "mobile",
    ]

    /// Nil when nobody said whether the host faces the internet.
    ///
    /// A product whose own process is seen to listen on the loopback address only is not reached from outside.
    private func isInternetFacing(_ asset: AssetContext, _ verdict: Verdict?, _ subject: Fact?) -> Bool? {
        let said = asset.ratings.internetFacing ?? (asset.tags.contains("internet-facing") ? true : nil)
        guard said == true, let listeners = asset.listeners, let verdict else { return said }
        if Self.wholeHostKinds.contains(verdict.productKind ?? "os") {
            return listeners.contains { !$0.isLoopback }
        }
        let names = [verdict.product, subject?.fields["name"], subject?.fields["command"]].compactMap { $0 }
        let own = listeners.filter { listener in
            names.contains { Self.isSameProgram(listener.process, $0) }
        }
        return own.isEmpty || own.contains { !$0.isLoopback }
    }

    /// `mysqld` is `mysql`, `postgres` is `postgresql`: one name begins with the other, of four letters or more.
    private static func isSameProgram(_ process: String?, _ name: String) -> Bool {
        guard let process = process?.lowercased(), process.utf8.count >= 4, name.utf8.count >= 4 else { return false }
        let name = name.lowercased()
        return process.hasPrefix(name) || name.hasPrefix(process)
    }

    // MARK: Impact

    /// The asset's own rating, or the highest of its guests': who takes a virtualisation host takes all of them.
    private func rating(_ asset: AssetContext, _ path: KeyPath<ImpactRatings, Int?>, name: String) -> Rating {
        let own = asset.ratings[keyPath: path]
        let guests = guests(of: asset)
        let evidence = EvidenceReference(.inventory, asset.name)
        guard !guests.isEmpty || asset.unscannedGuests > 0 else { return Rating(own, evidence: evidence) }
        let rated = guests.compactMap { guest in guest.ratings[keyPath: path].map { (guest.name, $0) } }
        let unrated = guests.count - rated.count + asset.unscannedGuests
        let assumed = unrated > 0 || own == nil && rated.isEmpty ? policies.scoring.assumedRating : 0
        let highest = rated.max { ($0.1, $1.0) < ($1.1, $0.0) }
        if let highest, highest.1 > own ?? 0, highest.1 >= assumed {
            let note = "Taken from its guest \(visible(highest.0, limit: 80))."
            return Rating(highest.1, evidence: EvidenceReference(.virtualisation, asset.name), note: note)
        }
        if let own, own >= assumed { return Rating(own, evidence: evidence) }
        let note = "\(counted(unrated, "guest has", "guests have")) no rating."
        return Rating(nil, evidence: EvidenceReference(.virtualisation, asset.name), note: unrated > 0 ? note : nil)
    }

    /// All guests, those of guests included, each once, by name.
    func guests(of asset: AssetContext) -> [AssetContext] {
        var seen: Set<Int64> = [asset.id]
        var queue = asset.guests
        var found: [AssetContext] = []
        while let id = queue.popLast() {
            guard seen.insert(id).inserted, let guest = assets[id] else { continue }
            found.append(guest)
            queue += guest.guests
        }
        return found.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
