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

    @OptionGroup var look: CheckOption

    func validate() throws {
        if let recheck, ControlProbe(recheck) == nil {
            throw ValidationError(
                "'\(visible(recheck, limit: 80))' is no way to re-check a control. \(ControlProbe.formsInWords)."
            )
        }
        if recheck != nil, look.isGiven {
            throw ValidationError(
                "--recheck takes the evidence from the last scan; leave out --evidence, --fact and --checked-on."
            )
        }
    }

    /// A person's look needs its proof; a scan's is in the inventory.
    var neededOptions: [NeededOption] { recheck == nil ? look.neededOptions : [] }

    /// The probe under the names that scans use.
    var probe: ControlProbe? {
        switch recheck.flatMap(ControlProbe.init) {
        case .agentRunning(let name): .agentRunning(name: AgentTable.name(of: name))
        case .agentCurrent(let name, let days): .agentCurrent(name: AgentTable.name(of: name), maximumAgeDays: days)
        case let probe: probe
        }
    }

    func check(of assets: [OwnedAsset], _ work: DecisionWork) async throws -> ControlCheck {
        guard let probe else { return look.check(.pass) }
        return try await ControlScan(workspace: work.workspace, store: work.store).firstCheck(probe, assets: assets)
    }
}

extension ControlProbe {
    /// `no-listener PORT (nothing listens …)`, one after the other.
    static var formsInWords: String {
        "The forms: " + forms.map { "\"\($0.text)\" (\($0.meaning))" }.joined(separator: ", ")
    }
}
