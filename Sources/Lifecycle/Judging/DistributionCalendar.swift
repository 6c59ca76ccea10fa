import EstateModel

/// Judges a package of the host's own distribution by the distribution's calendar.
struct DistributionCalendar {
    let fact: NormalFact
    let host: PreparedHost
    let system: PreparedHost.System

    private var rule: ProductRule { system.rule }
    private var cycle: Cycle { system.cycle }

    private var packageName: String { fact["name"] ?? "" }
    /// Exceptions are written for source packages.
    private var sourceName: String { fact["source"] ?? packageName }

    /// The outcome and the clock's name.
    func judge() -> (outcome: CalendarOutcome, clock: String) {
        switch stream() {
        case .row(let stream, let note):
            let name = stream.module.map { "\($0):\(stream.stream ?? "")" } ?? packageName
            return (judge(stream, note: note), clock(visible(name, limit: 80)))
        case .unlisted(let name):
            var outcome = CalendarOutcome()
            outcome.lower(to: .low)
            outcome.reasons.append(
                "\(rule.name) gives each stream of that module its own end, and stream \(name) is not in the table."
            )
            return (outcome, clock(name))
        case .none:
            var outcome = release()
            if let exception = host.exceptions.exception(for: sourceName) {
                outcome = judge(exception, release: outcome)
            }
            return (outcome, system.id)
        }
    }

    private func clock(_ stream: String) -> String { "\(rule.id)/\(cycle.id) \(stream)" }

    /// The distribution's release, with what its archive area needs.
    private func release() -> CalendarOutcome {
        let component = fact["component"].map { $0.lowercased() }
        let area =
            system.areas.isEmpty
            ? nil : component.flatMap { name in system.areas.first { $0.components.contains(name) } }
        var outcome = host.calendar(ofPackage: fact["version"], area: area) ?? CalendarOutcome()
        if area != nil, let component {
            outcome.reasons.insert(
                "It is in the archive area \(visible(component, limit: 40)), which has its own terms.",
                at: 0
            )
            outcome.causes.insert(.archiveArea)
        }
        return outcome
    }

    private func judge(_ exception: PackageCalendar.Exception, release: CalendarOutcome) -> CalendarOutcome {
        let phase = Phase(
            kind: .full,
            until: exception.until,
            label: "The distribution's support of \(visible(sourceName, limit: 60))",
            source: exception.source,
            location: exception.location
        )
        var own = timeline([phase]).outcome()
        own.reasons.insert(
            "\(rule.name) lists \(visible(sourceName, limit: 60)) as a package whose support ends apart from"
                + " the release's.",
            at: 0
        )
        if let note = exception.note { own.reasons.append(note) }
        // While both live, the release's own status (LTS, say) is the truer word.
        var result = release.limited(by: own, cause: .distributionException, name: "that package's own support")
        result.causes.insert(.distributionException)
        if own.status == .unsupported {
            result.entitlement = nil
            result.statusWithEntitlement = nil
            result.endWithEntitlement = nil
        }
        return result
    }

    private enum StreamAnswer {
        /// A row of the table; the note says when it is another distribution's.
        case row(ApplicationStream, note: String?)
        /// The package is of a module whose streams are listed, and its own is not among them.
        case unlisted(String)
        case none
    }

    private func stream() -> StreamAnswer {
        guard fact.raw.kind == "rpm" else { return .none }
        let source = rule.streamsFrom.flatMap(host.pack.product)
        let own = (rule.streams + (source?.streams ?? [])).filter { $0.cycles.contains(cycle.id) }
        let found: ApplicationStream?
        if let module = fact["module"] {
            let rows = own.filter { $0.module == module }
            found = rows.first { $0.stream == fact["stream"] }
            // A row by package name speaks of the package without a module.
            if found == nil {
                return rows.isEmpty ? .none : .unlisted(visible("\(module):\(fact["stream"] ?? "")", limit: 80))
            }
        } else {
            found = own.first { $0.module == nil && ($0.packages?.holds(for: packageName) ?? false) }
        }
        guard let found else { return .none }
        let isBorrowed = !rule.streams.contains { $0.location == found.location }
        return .row(
            found,
            note: isBorrowed ? "That \(rule.name) follows \(source?.name ?? "") here is an assumption." : nil
        )
    }

    private func judge(_ stream: ApplicationStream, note: String?) -> CalendarOutcome {
        let release = release()
        let name = stream.module.map { "module \($0) stream \(stream.stream ?? "")" } ?? "package \(packageName)"
        if case .withOperatingSystem = stream.until {
            var outcome = release
            outcome.reasons.insert(
                "The \(visible(name, limit: 80)) lives as long as the release (\(citation(stream.source))).",
                at: 0
            )
            outcome.causes.insert(.applicationStream)
            return outcome
        }
        let phase = Phase(
            kind: .full,
            until: stream.until,
            label: stream.label ?? "Application Stream",
            source: stream.source,
            location: stream.location
        )
        var own = timeline([phase]).outcome()
        own.reasons.insert("\(rule.name) \(cycle.id) gives the \(visible(name, limit: 80)) its own end.", at: 0)
        if let note {
            own.reasons.append(note)
            own.lower(to: .medium)
        }
        var result = own.limited(by: release, cause: .operatingSystem, name: rule.label(of: cycle))
        result.causes.insert(.applicationStream)
        return result
    }

    private func timeline(_ phases: [Phase]) -> PhaseTimeline {
        PhaseTimeline(
            phases: phases,
            asOf: host.asOf,
            entitlements: host.entitlements(packageVersion: fact["version"]),
            dataAgeLimit: rule.dataAgeLimit,
            system: host.outcome,
            systemName: host.systemName
        )
    }
}
