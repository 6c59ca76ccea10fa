import EstateModel

/// Packages of a package system: their origin decides whose calendar counts.
extension FactJudge {
    /// `claim` and `cycle` are nil when no product rule knows the package or its version.
    mutating func judgePackage(_ claim: Claim?, _ cycle: Cycle?, isForced: Bool = false) {
        if isForced {
            if fact.kind?.isPackage == true {
                judgeByDistribution(host, claim, cycle)
            } else if let claim, let cycle, isSomebodysOwn {
                say("It does not lie where the distribution puts its programs, so its maker's own calendar decides.")
                verdict.clock = Clock.vendor.rawValue
                outcome = vendorOutcome(claim, cycle)
            } else {
                judgeByRelease(host)
            }
            return
        }
        let own = host.owners
        guard let origin = pack.origins.origin(of: fact, system: host.systemProduct, owners: own) else {
            judgeByBoth(claim, cycle)
            return
        }
        say("It was delivered by \(origin.owner.name), as its \(origin.evidence.words) shows.")
        verdict.confidence = min(verdict.confidence, origin.confidence)
        guard origin.owner.kind == .distribution else {
            judgeByVendor(claim, cycle, origin.owner)
            return
        }
        if let system = host.systemProduct {
            guard own.contains(origin.owner.id) || origin.owner.systems.contains(system) else {
                say(
                    "That is not the distribution of this host (\(host.systemName)), so neither calendar is"
                        + " sure to hold."
                )
                judgeByBoth(claim, cycle, isForeign: true)
                return
            }
            if let other = builtFor(origin) {
                judgeFromOtherRelease(other, claim, cycle)
            } else {
                judgeByDistribution(completed(host, by: origin), claim, cycle)
            }
        } else {
            judgeByDistribution(inferred(from: origin), claim, cycle)
        }
    }

    /// The host with the release that the package's tag names, when only the distribution is known.
    private mutating func completed(_ host: PreparedHost, by origin: OriginIndex.Origin) -> PreparedHost {
        guard host.cycle == nil, let rule = host.rule else { return host }
        return withTag(rule, origin) ?? host
    }

    /// The host with the other release for which the package was built: an upgrade of the host left it behind, or
    /// somebody fetched it from a later one.
    ///
    /// Nil when the repository is known: the distribution offers the package for this release then.
    private func builtFor(_ origin: OriginIndex.Origin) -> PreparedHost? {
        guard origin.evidence != .origin, let system = host.system, let hint = origin.cycleHint,
            let version = VersionNumber(hint),
            case .one(let cycle, _) = CycleSelection(rule: system.rule, version: version, attribute: { _ in nil })
                .select(),
            cycle.id != system.cycle.id, cycle.released != system.cycle.released
        else { return nil }
        return host.with(rule: system.rule, cycle: cycle)
    }

    private mutating func judgeFromOtherRelease(_ other: PreparedHost, _ claim: Claim?, _ cycle: Cycle?) {
        let isOlder = (other.system?.cycle.released ?? asOf) < (host.system?.cycle.released ?? asOf)
        say(
            "Its version was built for \(other.systemName), "
                + (isOlder ? "before the host became \(host.systemName)." : "but the host is \(host.systemName).")
        )
        judgeByDistribution(other, claim, cycle)
        verdict.confidence = min(verdict.confidence, .medium)
        guard outcome.status.receivesFixes else { return }
        outcome.status = .unknown
        outcome.lower(to: .low)
        outcome.reasons.append("This host \(isOlder ? "no longer draws" : "does not draw") fixes from that release.")
    }

    /// A program in a place of its own: no package of the distribution brought it.
    private var isSomebodysOwn: Bool { ProgramPlace(fact["path"]) == .own }

    private mutating func inferred(from origin: OriginIndex.Origin) -> PreparedHost {
        origin.owner.systems.lazy.compactMap(pack.product).first.flatMap { withTag($0, origin) } ?? host
    }

    private mutating func withTag(_ rule: ProductRule, _ origin: OriginIndex.Origin) -> PreparedHost? {
        guard let version = origin.cycleHint.flatMap({ VersionNumber($0) }) else { return nil }
        let selection = CycleSelection(rule: rule, version: version) { _ in nil }
        guard case .one(let cycle, _) = selection.select() else { return nil }
        verdict.confidence = min(verdict.confidence, .medium)
        say("The host's release is not known; the package's version says \(rule.label(of: cycle)).")
        return host.with(rule: rule, cycle: cycle)
    }

    private mutating func judgeByVendor(_ claim: Claim?, _ cycle: Cycle?, _ owner: OriginOwner) {
        guard let claim else { return }
        verdict.clock = Clock.vendor.rawValue
        guard let cycle else { return }
        say("So the product's own calendar decides, not the distribution's.")
        outcome = vendorOutcome(claim, cycle)
        checkPatches(claim, cycle)
    }

    /// A program that says itself that the distribution built it: it lives with the release.
    private mutating func judgeByRelease(_ host: PreparedHost) {
        guard let rule = host.rule, let release = host.cycle, rule.packages != nil, let own = host.outcome else {
            say("Which release of the distribution the host runs is not known, so the program's end is not known.")
            outcome.lower(to: .low)
            return
        }
        say(
            "So the calendar of \(rule.label(of: release)) decides: its makers carry fixes back into the"
                + " version they ship."
        )
        verdict.confidence = min(verdict.confidence, .medium)
        verdict.clock = "\(rule.id)/\(release.id)"
        outcome = own
    }

    private mutating func judgeByDistribution(_ host: PreparedHost, _ claim: Claim?, _ cycle: Cycle?) {
        guard let system = host.system, system.ecosystem == fact.raw.kind else {
            say("Which release of the distribution the host runs is not known, so the package's end is not known.")
            outcome.lower(to: .low)
            return
        }
        if claim == nil {
            verdict.product = system.rule.id
            verdict.productName = system.rule.name
            verdict.productKind = system.rule.kind.rawValue
            verdict.release = system.cycle.id
            verdict.releaseLabel = system.label
            verdict.role = .distributionPackage
            verdict.rule = system.rule.file
        }
        say(
            "So the calendar of \(system.label) decides: its makers carry fixes back into the"
                + " version they ship."
        )
        let result = DistributionCalendar(fact: fact, host: host, system: system).judge()
        outcome = result.outcome
        verdict.clock = result.clock
        if let claim, let cycle, let end = vendorOutcome(claim, cycle).supportEnd {
            say("For information: the product's own makers stop on \(end.longDescription).")
        }
    }

    /// Nobody knows who delivered it: both calendars are shown, and only what they agree on is said.
    private mutating func judgeByBoth(_ claim: Claim?, _ cycle: Cycle?, isForeign: Bool = false) {
        if !isForeign { say("Who delivered it is not known: no repository, vendor or tag tells.") }
        outcome.lower(to: .low)
        guard let claim, let cycle else { return }
        let vendor = vendorOutcome(claim, cycle)
        guard !isForeign, let system = host.system, system.ecosystem == fact.raw.kind else {
            outcome = vendor
            outcome.status = vendor.status == .unsupported && !isForeign ? .unsupported : .unknown
            outcome.lower(to: .low)
            return
        }
        let distribution = DistributionCalendar(fact: fact, host: host, system: system).judge().outcome
        let name = system.label
        say(
            "By its makers' calendar it is \(vendor.status.rawValue)\(ending(vendor)), by that of \(name)"
                + " \(distribution.status.rawValue)\(ending(distribution))."
        )
        outcome = vendor.severity >= distribution.severity ? vendor : distribution
        outcome.sources = vendor.sources + distribution.sources.filter { !vendor.sources.contains($0) }
        outcome.lower(to: .low)
        if vendor.status.receivesFixes != distribution.status.receivesFixes { outcome.status = .unknown }
    }

    private func ending(_ outcome: CalendarOutcome) -> String {
        outcome.supportEnd.map { " (\($0.longDescription))" } ?? ""
    }
}

extension OriginOwner.Evidence {
    fileprivate var words: String {
        switch self {
        case .origin: "repository"
        case .vendor: "vendor"
        case .version: "version"
        case .maintainer: "maintainer"
        case .plain: "version without anybody else's mark"
        }
    }
}
