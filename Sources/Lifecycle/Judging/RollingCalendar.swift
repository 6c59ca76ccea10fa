import EstateModel

/// Judges a product with one current version by how far behind an installed one is.
struct RollingCalendar {
    let rule: ProductRule
    let rolling: Rolling
    let version: VersionNumber?
    /// The installed channel; nil when nobody tells it.
    let channel: String?
    let asOf: CalendarDay

    func outcome() -> CalendarOutcome {
        var outcome = CalendarOutcome()
        let known = rolling.known.filter { entry in
            entry.channel.map { $0.lowercased() == channel?.lowercased() } ?? true
        }
        guard let newest = known.last else {
            outcome.flags.insert(VerdictFlag.undated)
            outcome.reasons.append(
                "It is replaced by newer versions all the time, and the rule does not know which one is current."
            )
            outcome.confidence = .low
            return outcome
        }
        outcome.cite(newest.source)
        outcome.flags.insert(VerdictFlag.undated)
        guard let version else {
            outcome.reasons.append("Only its version could tell whether it is current, and that is not known.")
            outcome.confidence = .low
            return outcome
        }
        let looked = known.compactMap { $0.source?.verified }.max()
        let limit = rolling.unknownWhenOlderThan ?? rule.dataAgeLimit
        let isFresh = looked.map { limit.after($0) >= asOf } ?? false
        let behind = known.filter { isAfter($0.version, version) }.count
        let isBeyond = known.allSatisfy { isAfter(version, $0.version) }
        describe(version, newest, behind, isBeyond, looked, into: &outcome)
        if behind > rolling.allowBehind {
            outcome.status = .unsupported
            outcome.endLabel = "Support of the version before"
            outcome.supportEnd = replacedOn(known, version)
            if outcome.supportEnd == nil {
                outcome.reasons.append(
                    "When it stopped being current is not known: the rule lists no version that old."
                )
            }
        } else if !isFresh {
            markStale(looked, limit, into: &outcome)
        } else {
            outcome.status = isBeyond ? .unknownNewer : .supported
        }
        return outcome
    }

    private func describe(
        _ version: VersionNumber,
        _ newest: Rolling.Known,
        _ behind: Int,
        _ isBeyond: Bool,
        _ looked: CalendarDay?,
        into outcome: inout CalendarOutcome
    ) {
        let when = looked.map { " on \($0.longDescription)" } ?? ""
        let place = isBeyond ? "newer than" : behind == 0 ? "the same as" : "\(behind) versions behind"
        outcome.reasons.append(
            "Version \(visible(version.text, limit: 40)) is \(place) \(newest.version.text), the current one"
                + "\(when) (\(citation(newest.source)))."
        )
    }

    private func markStale(_ looked: CalendarDay?, _ limit: Span, into outcome: inout CalendarOutcome) {
        outcome.status = .unknown
        outcome.confidence = .low
        outcome.flags.insert(VerdictFlag.staleData)
        outcome.causes.insert(.dataAge)
        outcome.reasons.append(
            "That look is more than \(limit) old, and such products move faster, so today's state is unknown."
        )
    }

    /// The day before the version came out that pushed this one out of support.
    private func replacedOn(_ known: [Rolling.Known], _ version: VersionNumber) -> CalendarDay? {
        let later = known.filter { isAfter($0.version, version) }
        // Older than everything listed: the version that replaced it may be missing, and a later one is no measure.
        guard later.count > rolling.allowBehind, later.count < known.count else { return nil }
        return later[rolling.allowBehind].released?.adding(days: -1)
    }

    /// Whether left is a later line than right, at the depth to which the rule writes versions.
    private func isAfter(_ left: VersionNumber, _ right: VersionNumber) -> Bool {
        let depth = min(left.fields.count, right.fields.count)
        return VersionNumber.order(left.fields.prefix(depth), right.fields.prefix(depth)) > 0
    }
}
