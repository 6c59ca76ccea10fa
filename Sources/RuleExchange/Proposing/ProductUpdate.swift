import EstateModel
import Lifecycle
import StrictYAML

/// The edits for one product of ours.
struct ProductUpdate {
    /// Edits that make sense together only, and what they are for people.
    struct Group {
        var file: String
        var changes: [UpdateProposal.Change]
        var edits: [RuleText.Edit]
        var isNewRelease = false
    }

    let link: LinkedProducts.Link
    let links: LinkedProducts
    let texts: [String: RuleText]
    let day: CalendarDay
    private(set) var groups: [Group] = []
    private(set) var rejections: [UpdateProposal.Rejection] = []
    /// Edits that cite the source need its day to be right: made at the end.
    private var citesSource = false
    /// Phases of the rule, by place, that the source confirms or that are edited after it.
    private var confirmed: Set<SourceLocation> = []

    var product: ProductRule { link.product }
    var files: [String] { Set(groups.map(\.file)).sorted() }

    init(_ link: LinkedProducts.Link, _ links: LinkedProducts, texts: [String: RuleText], day: CalendarDay) {
        self.link = link
        self.links = links
        self.texts = texts
        self.day = day
    }

    mutating func make() {
        let source = SourceEdit(self, isNew: false)
        make(citing: source)
        guard citesSource, source.known != nil, !isWhole(source) else { return }
        // Dates that nobody looked at must not get the new day.
        groups = []
        rejections = []
        confirmed = []
        citesSource = false
        make(citing: SourceEdit(self, isNew: true))
    }

    private mutating func make(citing source: SourceEdit) {
        for cycle in product.cycles {
            guard let name = link.theirName(of: cycle) else { continue }
            guard let release = link.theirs.release(name) else {
                reject(
                    cycle.id,
                    "the source has no release '\(visible(name, limit: 60))'; does its `endoflife` still fit?"
                )
                continue
            }
            update(cycle, from: release, citing: source)
        }
        for release in links.newReleases(of: link) { add(release, citing: source) }
        guard let (change, edit) = source.edit(isWhole: isWhole(source), isCited: citesSource) else { return }
        groups.append(Group(file: product.location.file, changes: [change], edits: [edit]))
    }

    mutating func reject(_ release: String?, _ reason: String, at location: SourceLocation? = nil) {
        rejections.append(
            UpdateProposal.Rejection(product: product.id, release: release, reason: reason, location: location)
        )
    }

    /// Takes groups back; the source's day with them, since its dates are then not all taken over.
    mutating func drop(releasesOnly: Bool, because reason: String) {
        let gone = groups.filter { !releasesOnly || $0.isNewRelease }
        guard !gone.isEmpty else { return }
        groups.removeAll { !releasesOnly || $0.isNewRelease }
        if groups.allSatisfy({ $0.changes.allSatisfy { $0.kind == .source } }), !confirmedAll { groups = [] }
        for change in gone.flatMap(\.changes) where change.kind != .source {
            reject(change.release, "with it the rules would no longer check: \(reason)")
        }
    }

    private var confirmedAll: Bool { isWhole(SourceEdit(self, isNew: false)) }

    /// Whether every date that rests on the source has been looked at in this data.
    private func isWhole(_ source: SourceEdit) -> Bool {
        guard let id = source.known?.id else { return false }
        let phases = product.cycles.flatMap { $0.phases + $0.minors.flatMap(\.phases) }
        let rolls = product.rolling?.known.contains { $0.source?.id == id } ?? false
        let others = product.streams.contains { $0.source?.id == id }
        return !rolls && !others
            && phases.allSatisfy {
                $0.source?.id != id || confirmed.contains($0.location) || $0.until == .withOperatingSystem
            }
    }

    // MARK: Dates

    private mutating func update(_ cycle: Cycle, from release: ForeignCatalogue.Release, citing source: SourceEdit) {
        let comparison = CycleComparison(cycle, release, labels: link.theirs.labels, asOf: day)
        for point in comparison.points {
            switch point.outcome {
            case .agrees: confirm(point, of: cycle)
            case .silent: break
            case .differs(let kind): change(kind, point, of: cycle, citing: source)
            }
        }
        updateLatest(of: cycle, from: release, citing: source)
    }

    private mutating func confirm(_ point: CycleComparison.Point, of cycle: Cycle) {
        for phase in cycle.phases where point.theirs.day.map(phase.says) ?? false { confirmed.insert(phase.location) }
        if let index = point.phase { confirmed.insert(cycle.phases[index].location) }
    }

    private mutating func change(
        _ kind: Disagreement.Kind,
        _ point: CycleComparison.Point,
        of cycle: Cycle,
        citing source: SourceEdit
    ) {
        let label = link.theirs.labels[point.column] ?? point.column.rawValue
        guard let index = point.phase, let new = point.theirs.day, kind == .date || kind == .undatedHere else {
            return reject(cycle.id, reason(kind, label, point))
        }
        let phase = cycle.phases[index]
        if let own = phase.source, let verified = own.verified,
            verified > day || verified == day && own.id != source.known?.id
        {
            return reject(
                cycle.id,
                "\(label): \(phase.until.text) here, \(new) there; ours rests on \(citation(own)), looked at on "
                    + "\(verified), which is no older than this data"
            )
        }
        guard let text = texts[phase.location.file], let until = text.entry("until", at: phase.location),
            let edit = text.replacing(until.value, by: new.description),
            let citing = citation(of: phase, until: until, in: text, source)
        else {
            return reject(
                cycle.id,
                "\(label): \(phase.until.text) here, \(new) there; it is written so that only a "
                    + "person can change it"
            )
        }
        confirmed.insert(phase.location)
        let change = UpdateProposal.Change(
            kind: .date,
            product: product.id,
            release: cycle.id,
            text: "\(label): \(phase.until.text) → \(new)" + warning(new, phase, source),
            file: phase.location.file
        )
        groups.append(Group(file: phase.location.file, changes: [change], edits: [edit] + citing))
    }

    /// A later day makes hosts look better, and another source is given up for it.
    private func warning(_ new: CalendarDay, _ phase: Phase, _ source: SourceEdit) -> String {
        guard let old = phase.until.day, new > old else { return "" }
        let given = phase.source.flatMap { $0.id == source.known?.id ? nil : $0 }
        return " (LATER than ours\(given.map { ", which rests on \(citation($0))" } ?? ""))"
    }

    private func citation(_ source: SourceReference) -> String {
        visible(source.url ?? source.reference ?? source.id, limit: 120)
    }

    private func reason(_ kind: Disagreement.Kind, _ label: String, _ point: CycleComparison.Point) -> String {
        switch kind {
        case .overThere: "\(label): over there, without a day; find the day at the vendor's"
        case .undatedThere: "\(label): the source knows no end; ours stays, since no date is no promise"
        case .phaseNotHere where point.column == .active:
            "\(label): \(point.theirs.text) there; the rule does not divide its support there"
        case .phaseNotHere:
            "\(label): \(point.theirs.text) there; the rule has no such phase, and whether it is free or paid is not told"
        default: "\(label): \(point.theirs.text) there; only a person can put it into the rule"
        }
    }

    /// Makes the phase cite the source, when it does not yet. Nil when its text cannot be changed.
    private mutating func citation(
        of phase: Phase,
        until: YAMLNode.Entry,
        in text: RuleText,
        _ source: SourceEdit
    ) -> [RuleText.Edit]? {
        citesSource = true
        if phase.source?.id == source.known?.id, source.known != nil { return [] }
        guard phase.location.file == product.location.file else { return nil }
        if let own = text.entry("source", at: phase.location) {
            return text.replacing(own.value, by: source.id).map { [$0] }
        }
        return text.adding("source", source.id, behind: until, in: phase.location).map { [$0] }
    }

    // MARK: Newest patch

    private mutating func updateLatest(
        of cycle: Cycle,
        from release: ForeignCatalogue.Release,
        citing source: SourceEdit
    ) {
        guard let ours = cycle.latest, let theirs = release.latest, theirs.released > ours.released,
            let version = VersionNumber(theirs.version), version > ours.version, isPlainVersion(theirs.version),
            ours.source?.id == source.known?.id, source.known != nil,
            let text = texts[cycle.location.file], let latest = text.entry("latest", at: cycle.location),
            let oldVersion = text.entry("version", at: latest.value.location),
            let oldDay = text.entry("released", at: latest.value.location),
            let first = text.replacing(oldVersion.value, by: theirs.version),
            let second = text.replacing(oldDay.value, by: theirs.released.description)
        else { return }
        let change = UpdateProposal.Change(
            kind: .latest,
            product: product.id,
            release: cycle.id,
            text: "newest patch \(ours.version) → \(theirs.version) of \(theirs.released)",
            file: cycle.location.file
        )
        groups.append(Group(file: cycle.location.file, changes: [change], edits: [first, second]))
    }

    private func isPlainVersion(_ text: String) -> Bool {
        text.utf8.count <= 40
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: ".")
                    || $0 == UInt8(ascii: "-")
            }
    }

    // MARK: New releases

    private mutating func add(_ release: ForeignCatalogue.Release, citing source: SourceEdit) {
        let maker = NewRelease(release, link: link, day: day, isShared: links.shares(link))
        switch maker.lines(citing: source.mustBeNamed ? source.id : nil) {
        case .failure(let reason): reject(release.name, reason.text, at: release.location)
        case .success(let lines):
            guard let text = texts[product.location.file], let place = place(for: release, in: text),
                var edit = place.isBefore
                    ? text.adding(item: lines, before: place.node) : text.adding(item: lines, behind: place.node)
            else {
                return reject(
                    release.name,
                    "the rule's `cycles` are written so that only a person can add one",
                    at: release.location
                )
            }
            citesSource = true
            let age = Int(release.released?.daysSinceEpoch ?? 0)
            edit.rank = place.isBefore ? age : -age
            let change = UpdateProposal.Change(
                kind: .release,
                product: product.id,
                release: release.name,
                text: "new release, \(link.theirs.labels[.security] ?? "support"): \(release.end(.security).text)"
                    + maker.remark,
                file: product.location.file
            )
            groups.append(
                Group(file: product.location.file, changes: [change], edits: [edit], isNewRelease: true)
            )
        }
    }

    /// Beside which cycle a release belongs: the list's own order is kept.
    private func place(for release: ForeignCatalogue.Release, in text: RuleText) -> (node: YAMLNode, isBefore: Bool)? {
        guard let cycles = text.entry("cycles", at: product.location), case .sequence(let nodes) = cycles.value.content
        else { return nil }
        let dated = nodes.compactMap { node -> (YAMLNode, CalendarDay)? in
            guard let cycle = product.cycles.first(where: { $0.location == node.location }), let day = cycle.released
            else { return nil }
            return (node, day)
        }
        guard let first = dated.first, let last = dated.last, let released = release.released else {
            return nodes.first.map { ($0, true) }
        }
        if first.1 >= last.1 {
            if let later = dated.first(where: { $0.1 <= released }) { return (later.0, true) }
            return nodes.last.map { ($0, false) }
        }
        if let earlier = dated.last(where: { $0.1 <= released }) { return (earlier.0, false) }
        return nodes.first.map { ($0, true) }
    }
}
