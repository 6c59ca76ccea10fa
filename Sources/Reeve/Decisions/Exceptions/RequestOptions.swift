import ArgumentParser
import Decisions
import EstateFiles
import EstateModel
import Risk

/// What an exception asks for; what is left out stays as it is.
struct RequestOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Why the service needs the product for now.", valueName: "text"))
    var justification: String?

    @Option(help: ArgumentHelp("Why it is not upgraded, removed or isolated now.", valueName: "text"))
    var alternatives: String?

    @Option(help: ArgumentHelp("A control that compensates, as C-0001; may be repeated.", valueName: "control"))
    var control: [String] = []

    @Option(help: ArgumentHelp("The plan that removes or replaces the product, as P-0001.", valueName: "plan"))
    var plan: String?

    @Option(help: ArgumentHelp("The post that answers for the assets.", valueName: "post"))
    var owner: String?

    @Option(
        help: ArgumentHelp("The first day; the day of the approval by default.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var from: CalendarDay?

    @Option(help: ArgumentHelp("The last day.", valueName: "YYYY-MM-DD"), transform: CalendarDay.argument)
    var until: CalendarDay?

    @Option(help: ArgumentHelp("A committee that agreed to a renewal.", valueName: "body"))
    var committee: String?

    @Option(help: ArgumentHelp("The committee's minute or report.", valueName: "reference"))
    var minute: String?

    @Option(
        help: ArgumentHelp("The day on which the committee agreed.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var agreedOn: CalendarDay?

    func validate() throws {
        for (name, text) in [("--justification", justification), ("--alternatives", alternatives)] {
            guard text?.utf8.count ?? 0 <= 4000 else { throw ValidationError("\(name) is longer than 4000 bytes.") }
        }
        guard [committee, minute].allSatisfy({ $0?.utf8.count ?? 0 <= 500 }) else {
            throw ValidationError("--committee or --minute is longer than 500 bytes.")
        }
        guard control.count <= 100 else { throw ValidationError("--control names more than 100 controls.") }
        let parts = [committee != nil, minute != nil, agreedOn != nil]
        guard Set(parts).count == 1 else {
            throw ValidationError("--committee, --minute and --agreed-on go together.")
        }
    }

    func apply(to request: inout ExceptionRequest, _ work: DecisionWork) throws {
        if let owner { try work.check(post: owner) }
        request.justification = justification ?? request.justification
        request.alternatives = alternatives ?? request.alternatives
        if !control.isEmpty { request.controls = Set(control).sorted() }
        request.plan = plan ?? request.plan
        request.ownerPost = owner ?? request.ownerPost
        request.effectiveOn = from ?? request.effectiveOn
        request.expiresOn = until ?? request.expiresOn
        if let committee, let minute, let agreedOn {
            request.committee = CommitteeDecision(body: committee, reference: minute, on: agreedOn)
        }
    }
}
