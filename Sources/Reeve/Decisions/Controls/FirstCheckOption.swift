import ArgumentParser
import Collectors
import Decisions
import EstateModel

/// The look that shows that a new control works: a scan's, or a person's.
struct FirstCheckOption: ParsableArguments, NeedingOptions {
    @Option(
        help: ArgumentHelp(
            "How each scan re-checks it; the last scan's facts are its first check. \(ControlProbe.formsInWords).",
            valueName: "form"
        )
    )
    var recheck: String?

    @Option(
        help: ArgumentHelp("The day of the look; today by default.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var checkedOn: CalendarDay?

    @Option(help: ArgumentHelp("Where the proof is kept: a ticket, a document, a report.", valueName: "where"))
    var evidence: String?

    @Option(help: ArgumentHelp("What was seen, as a sentence.", valueName: "text"))
    var fact: String?

    func validate() throws {
        for (name, text) in [("--evidence", evidence), ("--fact", fact)] where (text ?? "").utf8.count > 1000 {
            throw ValidationError("\(name) is longer than 1000 bytes.")
        }
        if let recheck, ControlProbe(recheck) == nil {
            throw ValidationError(
                "'\(visible(recheck, limit: 80))' is no way to re-check a control. \(ControlProbe.formsInWords)."
            )
        }
        if recheck != nil, checkedOn != nil || evidence != nil || fact != nil {
            throw ValidationError(
                "--recheck takes the evidence from the last scan; leave out --evidence, --fact and --checked-on."
            )
        }
    }

    var neededOptions: [NeededOption] {
        guard recheck == nil else { return [] }
        let either = "; not with --recheck"
        return [
            NeededOption("--evidence <where>", "where the proof is kept: a ticket, a document\(either)", evidence),
            NeededOption("--fact <text>", "what was seen, as a sentence\(either)", fact),
        ]
    }

    /// The probe under the names that scans use.
    var probe: ControlProbe? {
        switch recheck.flatMap(ControlProbe.init) {
        case .agentRunning(let name): .agentRunning(name: AgentTable.name(of: name))
        case .agentCurrent(let name, let days): .agentCurrent(name: AgentTable.name(of: name), maximumAgeDays: days)
        case let probe: probe
        }
    }

    func check(of assets: [OwnedAsset], _ work: DecisionWork) async throws -> ControlCheck {
        guard let probe else {
            let day = checkedOn ?? SystemClock.now.londonDay
            return ControlCheck(.pass, on: day, evidence: evidence ?? "", fact: fact ?? "")
        }
        return try await ControlScan(workspace: work.workspace, store: work.store).firstCheck(probe, assets: assets)
    }
}

extension ControlProbe {
    /// `no-listener PORT (nothing listens …)`, one after the other.
    static var formsInWords: String {
        "The forms: " + forms.map { "\"\($0.text)\" (\($0.meaning))" }.joined(separator: ", ")
    }
}
