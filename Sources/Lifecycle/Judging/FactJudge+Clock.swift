import EstateModel

/// Which calendar decides, and what it says.
extension FactJudge {
    mutating func judge(_ claim: Claim, _ cycle: Cycle) {
        if judgeByLocalRule(claim, cycle) { return }
        if fact.kind?.isPackage == true, claim.entry.clock == nil, claim.rule.clock == nil {
            judgePackage(claim, cycle)
            return
        }
        let clock = claim.entry.clock ?? claim.rule.clock ?? defaultClock(of: claim.rule)
        switch clock {
        case .distro, .appStream:
            judgePackage(claim, cycle, isForced: true)
        case .operatingSystemComponent: judgeComponent(claim, cycle)
        case .rolling where cycle.phases.isEmpty: judgeRolling(claim)
        default:
            verdict.clock = clock == .rolling ? Clock.vendor.rawValue : clock.rawValue
            say(clock == .local ? "The council's own rule decides." : "Its maker's own calendar decides.")
            outcome = vendorOutcome(claim, cycle)
        }
        if clock == .vendor || clock == .rolling { checkPatches(claim, cycle) }
    }

    private func defaultClock(of rule: ProductRule) -> Clock {
        if rule.layer == .local { return .local }
        return rule.kind == .hardware ? .hardware : .vendor
    }

    private func isComponent(_ claim: Claim) -> Bool {
        (claim.entry.clock ?? claim.rule.clock) == .operatingSystemComponent
    }

    func vendorOutcome(_ claim: Claim, _ cycle: Cycle) -> CalendarOutcome {
        host.calendar(
            of: cycle,
            rule: claim.rule,
            version: claim.version,
            packageVersion: fact.kind?.isPackage == true ? fact["version"] : nil,
            isSystem: claim.rule.kind.isSystem && fact.kind?.isPackage != true && !isComponent(claim)
        )
    }

    private mutating func judgeComponent(_ claim: Claim, _ cycle: Cycle) {
        verdict.clock = Clock.operatingSystemComponent.rawValue
        say("It is a part of the operating system and ends with it at the latest.")
        let own = vendorOutcome(claim, cycle)
        guard let system = host.outcome else {
            outcome = own
            if outcome.status.receivesFixes {
                outcome.status = .unknown
                outcome.lower(to: .low)
                outcome.reasons.append(
                    "Which operating system the host runs is not known, so its end is not known either."
                )
            }
            return
        }
        // A phase that ends with the operating system has already been limited by it.
        outcome =
            own.causes.contains(.operatingSystem)
            ? own : own.limited(by: system, cause: .operatingSystem, name: host.systemName)
    }

    private mutating func judgeRolling(_ claim: Claim) {
        verdict.clock = Clock.rolling.rawValue
        let attributes = AttributeLookup(claim: claim, fact: fact, host: host.context)
        outcome = RollingCalendar(
            rule: claim.rule,
            rolling: claim.rule.rolling ?? Rolling(),
            version: claim.version,
            channel: attributes.value("channel") ?? attributes.value("edition"),
            asOf: asOf
        ).outcome()
    }

    mutating func checkPatches(_ claim: Claim, _ cycle: Cycle) {
        guard let latest = cycle.latest, let version = claim.version, version < latest.version,
            latest.released.adding(days: 90) <= asOf
        else { return }
        flags.insert(VerdictFlag.patchLag)
        say(
            "Version \(latest.version.text) of this release has been out since"
                + " \(latest.released.longDescription) (\(citation(latest.source)))."
        )
    }

    mutating func judgeWithoutCycle(_ claim: Claim, status: SupportStatus, _ reason: String) {
        let clock = claim.entry.clock ?? claim.rule.clock
        checkPlatform(claim.rule, nil)
        let isRolling = claim.rule.rolling != nil && (clock == nil || clock == .rolling)
        if isRolling {
            if clock == nil, judgeByOwnDistribution(claim) { return }
            judgeRolling(claim)
            return
        }
        say(reason)
        if fact.kind?.isPackage == true, clock == nil || clock == .distro {
            // A distribution's own package lives with the distribution, whatever its upstream version.
            judgePackage(claim, nil)
            if verdict.clock != nil, verdict.clock != Clock.vendor.rawValue { return }
        }
        outcome.status = status
        outcome.lower(to: .low)
        verdict.clock = (clock ?? defaultClock(of: claim.rule)).rawValue
    }

    /// False, and nothing changed, unless the package's origin is a distribution whose calendar decides.
    private mutating func judgeByOwnDistribution(_ claim: Claim) -> Bool {
        guard fact.kind?.isPackage == true else { return false }
        var copy = self
        copy.judgePackage(claim, nil)
        guard let clock = copy.verdict.clock, clock != Clock.vendor.rawValue else { return false }
        self = copy
        return true
    }
}
