import EstateModel
import RegisterExchange
import Risk

extension RegisterTableRow.Score {
    init(_ state: ScoreState) {
        self.init(
            likelihood: state.likelihood.value,
            impact: state.impact.value,
            points: state.points,
            band: state.band.label
        )
    }
}

extension RegisterTableRow {
    /// For committees and the public: no hosts, no versions, no days that tell a version, nothing that somebody wrote
    /// in their own words, and no counts below five.
    func withheld(family: String, title: String) -> RegisterTableRow {
        var row = RegisterTableRow(reference: reference, title: title)
        row.subject.organisations = subject.organisations
        row.subject.service = subject.service
        row.subject.product = family
        row.subject.assetCount = Self.shown(subject.assetCount)
        row.subject.scopes = subject.scopes
        row.support.status = support.status
        row.support.lacksFixes = support.lacksFixes
        row.support.isEndWithheld = support.end != nil
        row.inherent = inherent
        row.residual = residual
        row.target = target
        row.treatment = treatment
        row.treatment.controls = []
        row.treatment.segregatedBy = nil
        row.plan = plan
        row.plan.evidence = nil
        row.history = history
        row.linkedTo = linkedTo
        return row
    }

    /// The same of a row of the council's own: of what people wrote there only what cannot name a host is left, and a
    /// number stands for their reference.
    ///
    /// - Parameters:
    ///   - number: from 1, among all such rows.
    ///   - known: words that say nothing of hosts, such as the names of councils and bands; in lower case.
    func withheld(as number: Int, known: Set<String>, asOf: CalendarDay) -> RegisterTableRow {
        func isKnown(_ word: String) -> Bool { known.contains(word.lowercased()) }
        func level(_ score: Score) -> Score {
            Score(
                likelihood: score.likelihood,
                impact: score.impact,
                points: score.points,
                band: score.band.flatMap { isKnown($0) ? $0 : nil }
            )
        }
        var row = RegisterTableRow(reference: "own-\(number)")
        row.subject.organisations = subject.organisations.filter(isKnown)
        row.subject.assetCount = Self.shown(subject.assetCount)
        row.subject.scopes = subject.scopes.filter { ComplianceScope(rawValue: $0) != nil }
        row.support.status = support.status.flatMap { SupportStatus(rawValue: $0)?.rawValue }
        // The day is not told, and that it is over must not be lost with it.
        row.support.lacksFixes = hasEnded(by: asOf) ? true : support.lacksFixes
        row.support.isEndWithheld = support.end?.due != nil
        if let end = support.end, end.due == nil { row.support.end = PlanDate(text: "not clear", meaning: end.meaning) }
        row.inherent = level(inherent)
        row.residual = level(residual)
        row.target = level(target)
        row.treatment.kind = treatment.kind
        row.treatment.exception = treatment.exception.flatMap { Self.isReference($0, "E") ? $0 : nil }
        row.treatment.exceptionExpires = treatment.exceptionExpires.flatMap(Self.clear)
        row.plan.byWhen = plan.byWhen.flatMap(Self.clear)
        row.history.closed = history.closed.flatMap(Self.clear)
        row.history.recordedIn = "the council's own register"
        row.linkedTo = linkedTo.filter { Self.isReference($0, "R") || Self.isReference($0, "P") }
        return row
    }

    private static func shown(_ count: Int?) -> Int? { count.flatMap { $0 < 5 ? nil : $0 } }

    /// What is no clear date may say anything.
    private static func clear(_ date: PlanDate) -> PlanDate? { date.due == nil ? nil : date }

    /// `R-0007`.
    private static func isReference(_ text: String, _ family: String) -> Bool {
        let digits = text.utf8.dropFirst(2)
        return text.hasPrefix("\(family)-") && (4...9).contains(digits.count)
            && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
}
