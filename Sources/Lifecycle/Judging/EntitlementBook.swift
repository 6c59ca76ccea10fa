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
        let record = self.record(id)
        let (sign, isContradicted) = evidence(id)
        var holding = Holding()
        let title = name(of: id)
        if let record {
            let reference = record.evidence.map { " (\(visible($0, limit: 100)))" } ?? ""
            let until = record.until.map { " until \($0.longDescription)" } ?? ""
            if isContradicted {
                holding.flags.insert(VerdictFlag.entitlementContradicted)
                holding.reasons.append(
                    "The council's record says \(title)\(reference)\(until), but the host shows no sign of it."
                )
            } else {
                holding.isHeld = true
                holding.until = record.until
                holding.reasons.append("The council holds \(title)\(reference)\(until).")
            }
        }
        if let sign {
            holding.isHeld = true
            if record == nil {
                holding.until = sign.until
                holding.flags.insert(VerdictFlag.entitlementNotRecorded)
            }
            let label = sign.label.map { " (\($0))" } ?? ""
            let note = record == nil ? ", though the council has no record of it" : ""
            holding.reasons.append("The host itself shows \(title)\(label)\(note).")
        }
        return holding
    }

    private func record(_ id: String) -> OrganisationRecord.Entitlement? {
        organisation.entitlements
            .filter { $0.id == id && $0.covers(host) && ($0.from ?? asOf) <= asOf && asOf <= ($0.until ?? asOf) }
            .max { ($0.until ?? .distantFuture) < ($1.until ?? .distantFuture) }
    }

    /// The first sign that holds, and whether everything that could show was looked at and does not.
    private func evidence(_ id: String) -> (sign: EntitlementDefinition.Evidence?, isContradicted: Bool) {
        guard let definition = pack.entitlements[id] else { return (nil, false) }
        var answers: [Tristate] = []
        for sign in definition.evidence {
            var answer = holds(sign.sign)
            if answer == .yes, let until = sign.until, asOf > until { answer = .no }
            if answer == .yes { return (sign, false) }
            if isConclusive(sign.sign) { answers.append(answer) }
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
            return Tristate(repositories.contains { id in patterns.contains { $0.matches(id) } })
        case .suseProduct(let patterns):
            guard let products = host.suseProducts else { return .unknown }
            return Tristate(products.contains { id in patterns.contains { $0.matches(id) } })
        case .pro(let service):
            guard let pro = host.pro else { return .unknown }
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

extension CalendarDay {
    /// Later than every date that a rule gives.
    static let distantFuture = CalendarDay(daysSinceEpoch: .max)
}
