import ArgumentParser
import Decisions
import EstateModel
import Risk

struct RiskTreat: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(
        commandName: "treat",
        abstract: "Record what was decided about a risk: tolerate, treat, transfer or terminate.",
        discussion:
            "It says what the council means to do. Keeping something without fixes needs an exception beside it."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var actor: ActorOption

    @Argument(help: "The risk: R-0001.")
    var risk: String

    @Option(name: .customLong("treatment"), help: "What is done about it. Needed.")
    var choice: RegisterRow.Suggestion.Treatment?

    @Option(help: ArgumentHelp("When it is looked at again.", valueName: "YYYY-MM-DD"), transform: CalendarDay.argument)
    var review: CalendarDay?

    var neededOptions: [NeededOption] {
        let known = RegisterRow.Suggestion.Treatment.allCases.map(\.rawValue).joined(separator: ", ")
        return [NeededOption("--treatment <treatment>", "what is done about it: \(known)", isGiven: choice != nil)]
    }

    func run() async throws {
        guard let choice else { return }
        let (work, board, _) = try await DecisionWork.judged(estate, rules)
        let reference = risk.uppercased()
        guard let row = board.row(reference) else {
            let hint = suggestion(for: reference, among: board.references, listedBy: "reeve register")
            throw Failure("no risk '\(visible(risk, limit: 60))' is in today's register\(hint)")
        }
        let level = ApprovalLevel(decider: row.route.decider)
        var needs = DecisionNeeds()
        needs.risks = [reference]
        let treatment = Treatment(choice, statement: actor.reason, reviewOn: review)
        let owners = Set(row.key.organisation.map { [$0] } ?? [])
        try await work.log(actor, .treatRisk(level), of: owners, needs: needs) { _ in
            .risk(.treat(risk: reference, treatment: treatment))
        }
        Terminal.message("\(reference): \(treatment.choice.rawValue), as decided.")
        if row.isUnmanaged, treatment.choice == .tolerate {
            Terminal.message("It gets no security fixes and stays unmanaged until an exception with a plan covers it.")
        }
    }
}

extension RegisterRow.Suggestion.Treatment: ExpressibleByArgument {}
