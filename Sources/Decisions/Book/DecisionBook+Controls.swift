import EstateModel

extension DecisionBook {
    mutating func apply(_ act: ControlAct, _ occasion: Occasion) throws(DecisionFault) {
        switch act {
        case .record(let id, let description, let check):
            try RecordNumbers.check(id, isNext: numbers.nextControl)
            try record(id, description, check, occasion)
            numbers.control += 1
        case .check(let id, let check):
            var control = try usable(id)
            try control.take(check, occasion)
            controls[id] = control
        case .retire(let id):
            var control = try usable(id)
            control.retiredOn = occasion.day
            control.changedBy = occasion.sequence
            controls[id] = control
        }
    }

    private func usable(_ id: String) throws(DecisionFault) -> ControlRecord {
        guard let control = controls[id] else { throw .unknown("control", id) }
        if let day = control.retiredOn {
            throw DecisionFault(id, .state, "it was taken out of use on \(day.longDescription)", "record a new control")
        }
        return control
    }

    private mutating func record(
        _ id: String,
        _ description: ControlDescription,
        _ check: ControlCheck,
        _ occasion: Occasion
    ) throws(DecisionFault) {
        var gaps = check.gaps(on: occasion.day)
        if description.assets.isEmpty {
            gaps.append(.init(.missing, "no asset is named", "name the assets that it protects"))
        }
        if isBlank(description.ownerPost) {
            gaps.append(.init(.missing, "nobody answers for it", "name the post that keeps it working"))
        }
        if isBlank(description.about) {
            gaps.append(.init(.missing, "it does not say what it is", "describe it in one line"))
        }
        if check.result != .pass {
            gaps.append(.init(.evidence, "nothing shows that it works", "record it once a check has passed"))
        }
        if !gaps.isEmpty { throw DecisionFault(id, gaps) }
        controls[id] = ControlRecord(
            id: id,
            kind: description.kind,
            assets: description.assets,
            ownerPost: description.ownerPost,
            about: description.about,
            probe: description.probe,
            lastCheck: check,
            changedBy: occasion.sequence
        )
    }
}

extension ControlRecord {
    /// Takes another look's result. One that could not tell renews nothing and is not worth an entry.
    mutating func take(_ check: ControlCheck, _ occasion: Occasion) throws(DecisionFault) {
        var gaps = check.gaps(on: occasion.day)
        if let last = lastCheck, check.on < last.on {
            let text = "it was checked on \(last.on.longDescription), after this check of \(check.on.longDescription)"
            gaps.append(.init(.evidence, text, "record only checks that are newer"))
        }
        if check.result == .unknown {
            gaps.append(.init(.noChange, "the check could not tell", "check by other means and record that"))
        }
        if check == lastCheck { gaps.append(.init(.noChange, "this check is recorded already", "nothing to do")) }
        if !gaps.isEmpty { throw DecisionFault(id, gaps) }
        lastCheck = check
        failingSince = check.result == .fail ? failingSince ?? check.on : nil
        changedBy = occasion.sequence
    }
}

extension ControlCheck {
    func gaps(on day: CalendarDay) -> [DecisionFault.Gap] {
        var gaps: [DecisionFault.Gap] = []
        if isBlank(evidence) {
            gaps.append(.init(.evidence, "it names no evidence", "say where the proof is kept"))
        }
        if isBlank(fact) { gaps.append(.init(.evidence, "it names no fact", "say what was seen")) }
        if on > day {
            let text = "the check's day, \(on.longDescription), is in the future"
            gaps.append(.init(.evidence, text, "correct the day"))
        }
        return gaps
    }
}
