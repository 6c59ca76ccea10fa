import EstateModel
import LinearRegex

/// Whether an entitlement is held for one host on one day, by the council's record and by what the host shows.
struct EntitlementBook {
    let pack: RulePack
    let host: HostContext
    let organisation: OrganisationRecord
    let asOf: CalendarDay
    /// The version text of the package that is judged; nil for other facts.
    let packageVersion: String?

    struct Holding {
        var isHeld = false
        /// Last day of the record or of what the evidence proves; nil is unbounded.
        var until: CalendarDay?
        var reasons: [String] = []
        var flags: Set<String> = []
    }

    func name(of id: String) -> String { pack.entitlements[id]?.name ?? id }

    func holding(_ id: String) -> Holding {
        let (current, other) = records(id)
        let (sign, isContradicted) = evidence(id)
        var holding = Holding()
        if let current {
            add(current, isContradicted: isContradicted, id, to: &holding)
        } else if let other {
            add(notInForce: other, id, to: &holding)
        }
        if let sign { add(sign, record: current ?? other, isCurrent: current != nil, id, to: &holding) }
        return holding
    }

    private func add(
        _ record: OrganisationRecord.Entitlement,
        isContradicted: Bool,
        _ id: String,
        to holding: inout Holding
    ) {
        let until = record.until.map { " until \($0.longDescription)" } ?? ""
        if isContradicted {
            holding.flags.insert(VerdictFlag.entitlementContradicted)
            holding.reasons.append(
                "The council's record says \(title(id, record))\(until), but the host shows no sign of it:"
                    + " \(whatWasLookedAt(id))."
            )
        } else {
            holding.isHeld = true
            holding.until = record.until
            holding.reasons.append("The council holds \(title(id, record))\(until).")
        }
    }

    /// A contract that is over, or has not begun, covers nothing, and that is said.
    private func add(notInForce record: OrganisationRecord.Entitlement, _ id: String, to holding: inout Holding) {
        if let until = record.until, until < asOf {
            holding.flags.insert(VerdictFlag.entitlementEnded)
            holding.reasons.append(
                "The council's contract for \(title(id, record)) ended on \(until.longDescription)."
            )
        } else if let from = record.from {
            holding.reasons.append(
                "The council's contract for \(title(id, record)) begins only on \(from.longDescription)."
            )
        }
    }

    /// A setting that outlived its contract is no cover; a sign that carries an end of its own, later, is.
    private func add(
        _ sign: Sign,
        record: OrganisationRecord.Entitlement?,
        isCurrent: Bool,
        _ id: String,
        to holding: inout Holding
    ) {
        let label = sign.label.map { " (\($0))" } ?? ""
        var note = ""
        if holding.flags.contains(VerdictFlag.entitlementEnded), sign.until == nil {
            note = ", which alone is no cover after the end of the contract"
        } else {
            holding.isHeld = true
            if !isCurrent {
                holding.until = sign.until
                holding.flags.insert(VerdictFlag.entitlementNotRecorded)
                note = record == nil ? ", though the council has no record of it" : ""
            }
        }
        holding.reasons.append("The host itself shows \(name(of: id))\(label): \(sign.text)\(note).")
    }

    private func title(_ id: String, _ record: OrganisationRecord.Entitlement) -> String {
        name(of: id) + (record.evidence.map { " (\(visible($0, limit: 100)))" } ?? "")
    }

    /// Of the records that cover the host: the one in force that ends last, and otherwise the one nearest to today.
    private func records(
        _ id: String
    ) -> (current: OrganisationRecord.Entitlement?, other: OrganisationRecord.Entitlement?) {
        let all = organisation.entitlements.filter { $0.id == id && $0.covers(host) }
        let current = all.filter { ($0.from ?? asOf) <= asOf && asOf <= ($0.until ?? asOf) }
            .max { ($0.until ?? .distantFuture) < ($1.until ?? .distantFuture) }
        let ended = all.filter { ($0.until ?? asOf) < asOf }.max { ($0.until ?? asOf) < ($1.until ?? asOf) }
        let coming = all.filter { ($0.from ?? asOf) > asOf }.min { ($0.from ?? asOf) < ($1.from ?? asOf) }
        return (current, current == nil ? ended ?? coming : nil)
    }

    /// What the host shows: in words, and until when it proves cover.
    private struct Sign {
        var text: String
        var until: CalendarDay?
        var label: String?
    }

    /// The first sign that holds, and whether everything that could show was looked at and does not.
    private func evidence(_ id: String) -> (sign: Sign?, isContradicted: Bool) {
        guard let definition = pack.entitlements[id] else { return (nil, false) }
        var answers: [Tristate] = []
        for evidence in definition.evidence {
            var answer = holds(evidence.sign)
            if answer == .yes, let until = evidence.until, asOf > until { answer = .no }
            if answer == .yes {
                var sign = Sign(text: text(of: evidence.sign), until: evidence.until, label: evidence.label)
                if case .pro = evidence.sign { sign.until = earlier(sign.until, host.pro?.expires) }
                return (sign, false)
            }
            if isConclusive(evidence.sign) { answers.append(answer) }
        }
        return (nil, !answers.isEmpty && answers.allSatisfy { $0 == .no })
    }

    /// Whether the absence of the sign says something.
    private func isConclusive(_ sign: EntitlementDefinition.Evidence.Sign) -> Bool {
        switch sign {
        case .licence, .repository, .suseProduct, .pro: true
        case .versionTag, .updateBuildAbove: false
        }
    }

    private func holds(_ sign: EntitlementDefinition.Evidence.Sign) -> Tristate {
        switch sign {
        case .licence(let ids):
            guard let licences = host.licences else { return .unknown }
            return Tristate(licences.contains { $0.status == 1 && ids.contains($0.id.lowercased()) })
        case .repository(let patterns):
            guard let repositories = host.repositories else { return .unknown }
            if repositories.contains(where: { id in patterns.contains { $0.matches(id) } }) { return .yes }
            return host.someRepositoriesAreUnread ? .unknown : .no
        case .suseProduct(let patterns):
            guard let products = host.suseProducts else { return .unknown }
            return Tristate(products.contains { id in patterns.contains { $0.matches(id) } })
        case .pro(let service):
            guard let pro = host.pro else { return .unknown }
            if let end = pro.expires, end < asOf { return .no }
            return Tristate(pro.attached && (service == "attached" || pro.services.contains(service)))
        case .versionTag(let patterns):
            guard let packageVersion else { return .unknown }
            return Tristate(patterns.contains { $0.matches(packageVersion) })
        case .updateBuildAbove(let build, let revision):
            guard let own = host.build.flatMap(VersionTransform.windowsBuild) else { return .unknown }
            let parts = numbers(in: own)
            guard let updateRevision = host.updateRevision ?? (parts.count > 1 ? parts[1] : nil) else {
                return .unknown
            }
            return Tristate(parts.first == Int(build) && updateRevision > revision)
        }
    }
}

extension EntitlementBook {
    /// A sign that holds, as it stands on the host.
    private func text(of sign: EntitlementDefinition.Evidence.Sign) -> String {
        func first(_ texts: [String]?, _ patterns: [LinearRegex]) -> String {
            visible(texts?.first { text in patterns.contains { $0.matches(text) } } ?? "", limit: 120)
        }
        switch sign {
        case .licence(let ids):
            let id = host.licences?.first { $0.status == 1 && ids.contains($0.id.lowercased()) }?.id ?? ""
            return "activation \(visible(id, limit: 40)) is licensed"
        case .repository(let patterns): return "the repository \(first(host.repositories, patterns)) is switched on"
        case .suseProduct(let patterns): return "the product \(first(host.suseProducts, patterns)) is installed"
        case .pro: return "it is attached to Ubuntu Pro, with \(services)"
        case .versionTag: return "the package's version \(visible(packageVersion ?? "", limit: 80)) is from it"
        case .updateBuildAbove(_, let revision): return "its update revision is above the last free one, \(revision)"
        }
    }

    private var services: String {
        let services = host.pro?.services ?? []
        let end = host.pro?.expires.map { " until \($0.longDescription)" } ?? ""
        return (services.isEmpty ? "no service known to be on" : visible(services.joined(separator: ", "), limit: 120))
            + end
    }

    /// What every kind of sign of an entitlement came to, for a record that none of them bears out.
    private func whatWasLookedAt(_ id: String) -> String {
        let signs = pack.entitlements[id]?.evidence.map(\.sign) ?? []
        var texts: [String] = []
        for sign in signs where isConclusive(sign) {
            let text =
                switch sign {
                case .licence: "none of its activations is licensed"
                case .repository: "none of its \(host.repositories?.count ?? 0) repositories that are on is from it"
                case .suseProduct: "none of its \(host.suseProducts?.count ?? 0) installed products is"
                case .pro(let service): proText(service)
                case .versionTag, .updateBuildAbove: ""
                }
            if !texts.contains(text) { texts.append(text) }
        }
        return texts.joined(separator: ", and ")
    }

    private func proText(_ service: String) -> String {
        guard let pro = host.pro, pro.attached else { return "it is not attached to Ubuntu Pro" }
        if let end = pro.expires, end < asOf { return "its Ubuntu Pro contract ended on \(end.longDescription)" }
        return "its Ubuntu Pro has no service '\(visible(service, limit: 40))'"
    }
}

extension CalendarDay {
    /// Later than every date that a rule gives.
    static let distantFuture = CalendarDay(daysSinceEpoch: .max)
}
