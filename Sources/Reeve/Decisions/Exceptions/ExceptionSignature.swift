import ArgumentParser
import Decisions
import EstateModel
import Foundation

struct ExceptionSignature: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signature",
        abstract: "Write what was signed, and the signatures, for anybody who has OpenSSH.",
        discussion: """
            Each decision becomes NAME.txt and NAME.txt.sig. To check one: \
            ssh-keygen -Y verify -f allowed-signers -I PRINCIPAL -n reeve-decision@1 -s NAME.txt.sig < NAME.txt
            """
    )

    @OptionGroup var estate: EstateOption

    @Argument(help: "The exception: E-0001.")
    var exception: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder to write to; made when it is not there.", valueName: "dir")
    )
    var output = "."

    func run() async throws {
        let work = try await DecisionWork(estate)
        var needs = DecisionNeeds()
        needs.exceptions = [exception]
        guard let record = try await work.ledger.book(needs).exceptions[exception] else {
            throw Failure("there is no exception '\(visible(exception, limit: 60))'; `reeve exception` lists them")
        }
        let signed = record.decisions.compactMap { decision in decision.signature.map { (decision, $0) } }
        guard !signed.isEmpty else { throw Failure("nothing about \(record.id) was signed yet") }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw Failure("the folder \(visible(output)) cannot be made: \(error.localizedDescription)")
        }
        for (decision, signature) in signed {
            let path = "\(output)/\(record.id)-\(decision.organisation).txt"
            try NewFile.write(Array(signature.text.utf8), to: path, mode: 0o600)
            try NewFile.write(Array(signature.armoured.utf8), to: path + ".sig", mode: 0o600)
            Terminal.message(
                "Wrote \(visible(path)) and its signature by \(visible(signature.principal, limit: 80)) "
                    + "(\(signature.keyFingerprint)). To check it:\n  ssh-keygen -Y verify -f allowed-signers "
                    + "-I \(visible(signature.principal, limit: 80)) -n \(DecisionText.namespace) "
                    + "-s \(visible(path)).sig < \(visible(path))"
            )
        }
    }
}
