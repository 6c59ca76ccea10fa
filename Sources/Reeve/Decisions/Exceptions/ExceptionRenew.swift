import ArgumentParser
import Decisions
import EstateModel
import Risk

struct ExceptionRenew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Ask for an exception once more before it ends.",
        discussion: """
            The request begins as the former one and becomes a record of its own. It is possible from 60 to 14 days before the \
            end, after a milestone of the plan was met, and is decided one level higher; the days and the number of renewals are \
            policy.yaml's.
            """
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup var options: RequestOptions

    @Flag(help: "Only write it down; hand it in later.")
    var draft = false

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let former = try await work.record(exception.id).record
        var request = former.request
        request.renews = former.id
        request.committee = nil
        request.effectiveOn = former.lastDay.adding(days: 1)
        request.expiresOn = nil
        // What is gone needs no exception; what is new was never covered and is asked for by itself.
        let present = Set(request.risks.compactMap(work.board.row).flatMap { $0.assets.map(\.id) })
        if !present.isEmpty {
            request.scope = ExceptionScope(
                assets: request.scope.assets.filter(present.contains),
                product: request.scope.product,
                release: request.scope.release
            )
        }
        try options.apply(to: &request, work.work)
        let asked = request
        let handing = try await work.handIn(asked, by: actor, id: nil, submitting: !draft) {
            .draft(exception: $0, request: asked)
        }
        Terminal.result("\(handing.id)\n")
        try work.tell(handing, submitting: !draft)
    }
}
