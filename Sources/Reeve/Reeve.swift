import ArgumentParser
import Foundation

/// The `reeve` executable: the only place that knows every module.
@main
struct Reeve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reeve",
        abstract: "What a council runs, what of it is out of support, and who decided what about it.",
        discussion: """
            Reeve logs in over SSH, installs and changes nothing on a host, and keeps what it learns in an estate \
            directory. Begin with `reeve init DIR`.

            Exit status: 0 complete, 1 failure, 2 findings over the policy's threshold, 3 partial (some host or section \
            could not be read), 64 wrong usage, 130 interrupted.
            """,
        version: Version.text,
        subcommands: [],
        groupedSubcommands: [
            CommandGroup(
                name: "Estate",
                subcommands: [
                    InitCommand.self, ImportTargetsCommand.self, ImportCommand.self, DiscoverCommand.self,
                    DoctorCommand.self, ScanCommand.self,
                ]
            ),
            CommandGroup(
                name: "Inventory",
                subcommands: [AssetsCommand.self, SoftwareCommand.self, GuestsCommand.self, ScansCommand.self]
            ),
            CommandGroup(
                name: "Judgement",
                subcommands: [
                    FindingsCommand.self, PolicyCommand.self, RegisterCommand.self, LitrafCommand.self,
                    ExplainCommand.self,
                    ForecastCommand.self, RulesCommand.self,
                ]
            ),
            CommandGroup(
                name: "Decisions",
                subcommands: [
                    RiskCommand.self, ExceptionCommand.self, ApproveCommand.self, ControlCommand.self,
                    PlanCommand.self, NoticesCommand.self, AuditCommand.self,
                ]
            ),
            CommandGroup(name: "Output", subcommands: [ReportCommand.self, ExportCommand.self, ProbesCommand.self]),
        ]
    )

    static func main() async {
        ProcessProtection.begin()
        // A reader that goes away (`reeve … | head`) must not kill the process in the middle of a write.
        signal(SIGPIPE, SIG_IGN)
        // A limit on file sizes must be an error that is told, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        var understood: (any ParsableCommand.Type)?
        do {
            var command = try parseAsRoot()
            understood = type(of: command)
            try requireNeededOptions(of: command)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as ValidationError where understood != nil {
            if let understood { Terminal.message(UsageError.text(error, of: understood)) }
            Foundation.exit(ExitCode.validationFailure.rawValue)
        } catch {
            leave(with: error)
        }
    }

    /// One place that turns an error into words and an exit status.
    private static func leave(with error: any Error) -> Never {
        switch error {
        case let code as ExitCode:
            Foundation.exit(code.rawValue)
        case let failure as Failure:
            Terminal.message("reeve: \(failure.description)")
            Foundation.exit(ExitStatus.failure.rawValue)
        default:
            if exitCode(for: error) == .validationFailure,
                let unknown = UsageError.unknownCommand(Array(CommandLine.arguments.dropFirst()))
            {
                Terminal.message("Error: \(unknown)")
                Foundation.exit(ExitCode.validationFailure.rawValue)
            }
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Terminal.message(UsageError.text(ofParser: error))
            Foundation.exit(ExitCode.validationFailure.rawValue)
        }
    }
}
