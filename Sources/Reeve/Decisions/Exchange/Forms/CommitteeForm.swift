import EstateModel
import RegisterExchange

extension ExportForm {
    static let committee = ExportForm(
        "committee",
        "a committee report's sentence and implications; names no host and no version",
        isPublic: true
    ) { register, options in
        let risks = register.risks.map(CommitteeRisk.Entry.init)
        var block = CommitteeImplications()
        let open = register.ownRisks.filter { !$0.history.isClosed(on: register.asOf) }
        let own = open.map(CommitteeRisk.Entry.init)
        // Hosts that were never read may hold risks: that there are none can be said of an estate only that was read
        // whole.
        let isAssessed = register.hasFound && register.isAllKnown || !(risks + own).isEmpty
        block.risks = isAssessed ? risks + own : nil
        let money = CommitteeMoney(register)
        block.financial = money.financial
        block.staff = money.staff
        options.answers?.fill(&block)
        var text = "\(visible(register.name, limit: 200)), as of \(register.asOf.longDescription)\n\n"
        if register.hasFound { text += found(risks, register) }
        if !own.isEmpty {
            text += "From the council's own register: \(CommitteeRisk.sentence(own))\n\n"
        }
        return Written(text: text + block.text, ownRows: own.count)
    }

    /// The sentence about what was found, and how much of the estate it says nothing of.
    private static func found(_ risks: [CommitteeRisk.Entry], _ register: ExportedRegister) -> String {
        let (unknown, all) = register.unknownAssets
        if all == 0 { return "No host is known yet, so nothing can be said about risks.\n\n" }
        if risks.isEmpty, unknown == all { return "\(neverRead(register)), so nothing can be said about risks.\n\n" }
        if unknown == 0 { return "\(CommitteeRisk.sentence(risks))\n\n" }
        let what =
            risks.isEmpty ? "No material risk was found on the hosts that were read" : CommitteeRisk.sentence(risks)
        let stop = what.hasSuffix("-") ? "" : "."
        return "\(what)\(stop) \(neverRead(register)): nothing is known of what risks are there.\n\n"
    }

    private static func neverRead(_ register: ExportedRegister) -> String {
        let (unknown, all) = register.unknownAssets
        if all == 1 { return "The only host was never read" }
        return unknown == all ? "None of \(all) hosts was ever read" : "Of \(all) hosts \(unknown) were never read"
    }
}
