import ArgumentParser
import Collectors
import EstateModel
import Foundation

struct ProbesParse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read one recorded answer and print its facts and problems.",
        discussion: """
            For those who add a platform, or look into a problem:

              dpkg-query -W … | reeve probes parse dpkg

            The answer is read as if the probe alone had been answered; facts that need several answers are missing.
            """
    )

    @Argument(help: "A probe, as `reeve probes list` names it.")
    var probe: String

    @Argument(help: "A file with what the probe printed; standard input without it.")
    var file: String?

    @Option(help: "The platform, where more than one has such a probe.")
    var platform: String?

    @Option(help: "The status with which the command ended.")
    var status = 0

    func run() throws {
        let platforms = PlatformRegistry.all.filter { platform == nil || $0.id == platform }
        guard let owner = platforms.first(where: { $0.probes.contains { $0.id == probe } }) else {
            let names = platforms.flatMap(\.probes).map(\.id)
            throw Failure(
                "there is no probe '\(visible(probe, limit: 80))'"
                    + suggestion(for: probe, among: names, listedBy: "reeve probes list")
            )
        }
        let limit = owner.probes.first { $0.id == probe }?.byteLimit ?? 0
        let bytes = try answerBytes(atMost: limit)
        let answer = Answer(
            probe: probe,
            status: status,
            stdout: Array(bytes.prefix(limit)),
            truncated: bytes.count > limit
        )
        guard let collection = AnswerParsing.collection(of: answer, on: owner) else { return }
        Terminal.result(try facts(of: collection))
        for problem in collection.problems {
            Terminal.message("\(problem.code.rawValue): \(problem.message)\n    \(problem.remedy)")
        }
    }

    private func answerBytes(atMost limit: Int) throws -> [UInt8] {
        guard let file, file != "-" else {
            return [UInt8](try FileHandle.standardInput.read(upToCount: limit + 1) ?? Data())
        }
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw Failure("cannot read \(visible(file)): there is no such file, or it may not be read")
        }
        return [UInt8](try handle.read(upToCount: limit + 1) ?? Data())
    }

    /// As JSON, which escapes every control character; what is empty is left out.
    private func facts(of collection: HostCollection) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let whole = try JSONSerialization.jsonObject(with: encoder.encode(collection)) as? [String: Any] ?? [:]
        let left: Set<String> = ["platform", "scriptDigest", "completeness", "problems"]
        let found = Self.pruned(whole.filter { name, _ in !left.contains(name) }) ?? [String: Any]()
        let data = try JSONSerialization.data(
            withJSONObject: found,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        )
        return String(decoding: data, as: UTF8.self).unicodeScalars
            .map { $0 == "\n" ? "\n" : visible(String($0)) }.joined() + "\n"
    }

    /// Without empty lists and objects; nil when nothing is left.
    private static func pruned(_ value: Any) -> Any? {
        if let object = value as? [String: Any] {
            let kept = object.compactMapValues(pruned)
            return kept.isEmpty ? nil : kept
        }
        guard let list = value as? [Any] else { return value }
        let kept = list.compactMap(pruned)
        return kept.isEmpty ? nil : kept
    }
}
