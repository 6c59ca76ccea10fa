import Collectors
import EstateFiles
import EstateModel

/// What a host prints, and what a council's own files may hold.
enum TextInputs {
    private static let nonce = "0123456789abcdef"

    /// The host's stdout and, behind the first byte 0, its stderr.
    static func frames(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let stdout = Array(parts[0])
        let transcript = FrameReader.read(
            stdout: stdout,
            stderr: parts.count > 1 ? Array(parts[1]) : [],
            nonce: nonce
        )
        check(transcript.answers.count <= 1000, "too many answers")
        check(transcript.answers.allSatisfy { $0.stdout.count <= stdout.count }, "an answer longer than all")
        _ = FrameReader.isComplete(stdout, nonce: nonce)
    }

    static func estate(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = EstateParser.filesNamed(in: text)
        _ = try? EstateParser.parse(files: ["estate.yaml": text])
    }

    static func targetList(_ bytes: [UInt8]) {
        let estate = """
            organisations:
              borough: {name: Borough}
            sites:
              depot: {name: Depot}
            credentials:
              key: {key-file: id}
            defaults: {user: reeve, credential: key, site: depot}
            groups:
              all:
                targets-from: hosts.csv

            """
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? EstateParser.parse(files: ["estate.yaml": estate, "hosts.csv": text])
    }
}
