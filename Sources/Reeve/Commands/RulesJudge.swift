import ArgumentParser
import EstateModel
import Foundation
import Lifecycle

struct RulesJudge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Answer questions about support: one JSON object a line in, one a line out, in order.",
        discussion: """
            No host and no database is touched. Reads standard input when no file is named. A line that is no question \
            is answered with its error. The exit status is 1 when there was one, or when a rule file cannot be read: what \
            it holds is missing in every answer.
            """
    )

    @OptionGroup var pack: RulePackOption
    @OptionGroup var asOf: AsOfOption

    @Argument(help: "A file of questions.")
    var file: String?

    func run() async throws {
        let pack = try pack.loadSaying()
        let day = asOf.resolved
        let input = try InputLines(path: file)
        var failed = false
        while let line = try input.next() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            let answer = answer(line: line, pack: pack, asOf: day)
            failed = failed || answer.contains("\"error\":")
            Terminal.result(answer + "\n")
        }
        if failed || !pack.isComplete { throw ExitStatus.failure.error }
    }
}
