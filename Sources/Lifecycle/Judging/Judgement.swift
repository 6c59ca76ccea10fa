package import EstateModel

/// A verdict with what only tests and the hardware report ask for.
package struct Judgement: Hashable, Sendable {
    package var verdict: Verdict
    /// What decided beside the product's own calendar.
    package var causes: Set<Cause>
    /// The day on which a device's life span is over; nil for everything else.
    package var ageDue: CalendarDay?
}

/// Judges facts by the rules of a pack. Pure: the same input gives the same verdict, word for word.
///
/// Remembers verdicts on packages: hosts of one estate share most of theirs.
package struct Judge: Sendable {
    package let pack: RulePack
    /// Numbers the facts that hosts share.
    package let catalogue: FactCatalogue
    let memo = VerdictMemo()

    package init(pack: RulePack, catalogue: FactCatalogue = FactCatalogue()) {
        self.pack = pack
        self.catalogue = catalogue
    }

    package func judge(
        _ fact: Fact,
        host: HostContext,
        organisation: OrganisationRecord,
        asOf: CalendarDay
    ) -> Verdict {
        judgement(of: fact, host: host, organisation: organisation, asOf: asOf).verdict
    }

    package func judgement(
        of fact: Fact,
        host: HostContext,
        organisation: OrganisationRecord,
        asOf: CalendarDay
    ) -> Judgement {
        let prepared = PreparedHost(host, pack: pack, organisation: organisation, asOf: asOf)
        return FactJudge(fact, host: prepared).judge()
    }
}
