import EstateModel

extension PlanContent {
    /// What is wrong with a draft: what is written must make sense; what is not written yet may be missing.
    func draftFaults() -> [PlanFault.Item] {
        var faults = FaultList()
        faults.requireText(title, "the plan's title")
        faults.require(isBlank(owner) || owner.utf8.count <= 1000, .invalid, "the owner's post is too long; shorten it")
        faults.append(deadline.faults())
        faults.append(milestoneFaults())
        if let cost { faults.append(cost.faults()) }
        faults.require(assets == Set(assets).sorted(), .invalid, "an asset is named twice; name each once, in order")
        faults.require(risks == Set(risks).sorted(), .invalid, "a risk is named twice; name each once, in order")
        for days in [procurementLeadDays, buildLeadDays].compactMap({ $0 }) where !(0...3650).contains(days) {
            faults.add(.invalid, "a lead time of \(days) days is not possible; write 0 to 3650")
        }
        if target != nil, !kind.needsTarget {
            faults.add(.invalid, "a plan of the kind '\(kind.rawValue)' has no target; leave it out")
        }
        if followOn != nil, !kind.isInterim {
            faults.add(.invalid, "only buy-cover and isolate have a plan that follows; leave it out")
        }
        return faults.items
    }

    /// What is missing before a plan is handed to its approver.
    func proposalFaults() -> [PlanFault.Item] {
        var faults = FaultList()
        faults.append(draftFaults())
        faults.requireText(owner, "the post that answers for the plan")
        faults.require(!risks.isEmpty, .missing, "the plan names no risk; name at least one, such as R-0001")
        faults.require(!assets.isEmpty, .missing, "the plan's scope names no asset; name each")
        faults.require(
            milestones.contains { $0.code == (kind == .isolate ? .contain : .switchOff) },
            .missing,
            kind == .isolate
                ? "the milestone M0 (contain) is missing; add it"
                : "the milestone M5 (switch off and verify by scan) is missing; add it"
        )
        for milestone in milestones where isBlank(milestone.owner) {
            faults.add(.missing, "\(milestone.code.rawValue) has no owner; name the post that does it")
        }
        if kind != .patch {
            faults.require(cost != nil, .missing, "the cost is missing; write 0 with its source if there is none")
        }
        if kind.needsTarget {
            faults.require(target != nil, .missing, "the target is missing: what takes the product's place?")
            if let target { faults.append(target.faults(goLive: goLive)) }
        }
        if kind.isInterim, followOn == nil {
            let message = "'\(kind.rawValue)' only bridges time; name the plan that follows and ends the risk"
            faults.add(.missing, message)
        }
        return faults.items
    }

    /// What is missing before approval, beside what a proposal needs.
    func approvalFaults(today: CalendarDay) -> [PlanFault.Item] {
        var faults = FaultList()
        guard kind.needsTarget else { return [] }
        guard let supplier else {
            let message = "the supplier has not been asked about the target; record the answer, its reference and day"
            faults.add(.missing, message)
            return faults.items
        }
        faults.append(supplier.faults(today: today))
        if supplier.answer == .no {
            let message = "\(supplier.reference): the supplier says that it does not run on the target; choose another"
            faults.add(.invalid, message)
        }
        return faults.items
    }

    private func milestoneFaults() -> [PlanFault.Item] {
        var faults = FaultList()
        let codes = milestones.map(\.code)
        faults.require(codes == Set(codes).sorted(), .invalid, "milestones must be in order, each code once")
        faults.require(!milestones.isEmpty, .missing, "the plan has no milestones; add them")
        for milestone in milestones {
            let code = milestone.code.rawValue
            faults.requireText(milestone.title, "the title of \(code)")
            if milestone.hasHistory {
                faults.add(.invalid, "\(code) of a draft has a baseline or a result already; leave them out")
            }
        }
        faults.append(precedenceFaults())
        return faults.items
    }

    /// A milestone waits only for milestones of a lower code, so no circle is possible, and not for later days.
    private func precedenceFaults() -> [PlanFault.Item] {
        var faults = FaultList()
        let byCode = Dictionary(milestones.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        for milestone in milestones {
            for code in milestone.predecessors {
                let what = "\(milestone.code.rawValue) waits for \(code.rawValue)"
                guard code < milestone.code else {
                    faults.add(.cycle, "\(what), which does not come before it; remove that")
                    continue
                }
                guard let earlier = byCode[code] else {
                    faults.add(.invalid, "\(what), which the plan does not have; add it or remove that")
                    continue
                }
                if earlier.current > milestone.current {
                    let days = "\(milestone.current.longDescription) and \(earlier.current.longDescription)"
                    faults.add(.invalid, "\(what), but their days are \(days); put them in order")
                }
            }
        }
        return faults.items
    }
}

extension Milestone {
    var hasHistory: Bool {
        baseline != nil || agreed != nil || started != nil || actual != nil || !evidence.isEmpty
    }
}
