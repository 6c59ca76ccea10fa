import EstateModel
import SSH

/// What a host said in place of (the rest of) an answer, turned into the problem that a person reads.
struct Said {
    private var ending: CommandResult.Ending?
    private var firstWords = ""
    private var status: Int?

    init() {}

    init(_ result: CommandResult) {
        ending = result.ending
        status = result.exitStatus
        let words = result.stderr.isEmpty ? result.stdout : result.stderr
        firstWords = visible(bytes: Self.firstLine(of: words).prefix(200))
    }

    /// The first line that says something.
    private static func firstLine(of words: [UInt8]) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
        let start = words.drop(while: isBlank)
        let line = start.prefix { $0 != 0x0A && $0 != 0x0D }
        return line[..<(line.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? line.startIndex)]
    }

    /// Why the script did not reach its end; nil when it simply ended early and the probes say so themselves.
    func reasonForCut(on target: Target) -> Problem? {
        let name = visible(target.name, limit: 80)
        switch ending {
        case .byteLimit:
            return Problem(
                .outputTooLarge,
                message: "\(name): the answer is larger than \(target.limits.hostBytes) bytes; the rest was not read.",
                remedy:
                    "Look at what the host prints (`reeve probes` shows what is asked); raise `limits` if it is right."
            )
        case .deadline:
            return Problem(
                .hostDeadline,
                message: "\(name): not finished within \(target.limits.host); what came until then is kept.",
                remedy: "Run `reeve probes` on the host by hand to find what is slow; raise `limits` if it is right."
            )
        case .connectionLost(let error), .refused(let error):
            return error.problem
        case .cancelled:
            return Problem(
                .interrupted,
                message: "\(name): the scan was interrupted; what came until then is kept.",
                remedy: "Scan again."
            )
        case .complete:
            return Problem(
                .answerIncomplete,
                message: "\(name): the script ended early\(status.map { " with status \($0)" } ?? "").",
                remedy: "Scan again; if it recurs, run `reeve probes` on the host by hand."
            )
        case nil:
            return nil
        }
    }

    /// Why nothing at all was learnt.
    func problem(on target: Target) -> Problem {
        let name = visible(target.name, limit: 80)
        if case .complete = ending {
            let words = firstWords.isEmpty ? "nothing" : "'\(firstWords)'"
            return Problem(
                .noShell,
                message: "\(name): neither a POSIX shell nor PowerShell answered; the host said \(words).",
                remedy: "Give the account `\(visible(target.user, limit: 40))` a shell that can run /bin/sh -s."
            )
        }
        return reasonForCut(on: target)
            ?? Problem(
                .unsupportedPlatform,
                message: "\(name): no platform called '\(visible(target.platform ?? "", limit: 40))' is known.",
                remedy: "Correct or remove `platform:` of this target."
            )
    }
}

extension Problem {
    static func unsupported(system: String, on target: Target) -> Problem {
        Problem(
            .unsupportedPlatform,
            message:
                "\(visible(target.name, limit: 80)): runs \(visible(system, limit: 40)), which Reeve cannot read yet.",
            remedy: "Record it by hand, or see docs/adding-a-platform.md."
        )
    }
}
