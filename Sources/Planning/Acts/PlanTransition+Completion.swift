import EstateModel

/// A plan is done when a scan shows it; until then somebody says so.
extension PlanTransition {
    mutating func claim(_ note: String) {
        faults.requireText(note, "what was done")
        for milestone in record.content.milestones where !milestone.isDone {
            let code = milestone.code.rawValue
            faults.add(.illegalState, "\(code) (\(visible(milestone.title, limit: 100))) is not done; finish it first")
        }
        requireEndOfFollowOn()
        move(to: .claimedDone, from: [.inProgress], "claim that it is done")
        record.claimedAt = instant
    }

    mutating func refute(_ reason: String) {
        faults.requireText(reason, "what the scan still sees")
        move(to: .inProgress, from: [.claimedDone], "refute the claim")
        record.claimedAt = nil
        let last = record.content.milestones.last?.code ?? .switchOff
        for index in record.content.milestones.indices
        where record.content.milestones[index].code >= min(.switchOff, last) {
            record.content.milestones[index].actual = nil
        }
    }

    mutating func verify(_ proof: ScanProof) {
        faults.append(proof.faults(record))
        requireEndOfFollowOn()
        move(to: .verifiedDone, from: [.claimedDone], "verify it")
        record.proof = proof
    }

    /// An interim plan never ends a risk; it ends with the one that does.
    private mutating func requireEndOfFollowOn() {
        guard record.content.kind.isInterim else { return }
        let followOn = record.content.followOn.flatMap { book[$0] }
        guard followOn?.state != .verifiedDone else { return }
        let next = followOn.map { "\($0.reference), which is \($0.state.label)" } ?? "a plan that is not named yet"
        faults.add(.illegalState, "\(reference) only bridges the time until \(next); it ends when that is verified")
    }
}
