import ArgumentParser

struct ExceptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exception",
        abstract: "Ask for, advise on, read and end exceptions for what is unsupported.",
        discussion: """
            An exception covers named assets for a time, on the strength of controls with fresh evidence and of a plan that \
            removes or replaces the product. It is asked for by one person and approved by another (`reeve approve`), by each \
            council that shares the assets; it ends by itself, and stops holding when what it rests on changes.
            """,
        subcommands: [
            ExceptionList.self, ExceptionShow.self, ExceptionRequestCommand.self, ExceptionAmend.self,
            ExceptionRenew.self, ExceptionWithdraw.self, ExceptionAdvise.self, ExceptionSendBack.self,
            ExceptionReject.self, ExceptionSuspend.self, ExceptionResume.self, ExceptionRevoke.self,
            ExceptionSignature.self,
        ],
        defaultSubcommand: ExceptionList.self
    )
}
