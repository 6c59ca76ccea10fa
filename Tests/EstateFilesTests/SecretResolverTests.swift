import EstateModel
import Foundation
import Testing

@testable import EstateFiles

struct SecretResolverTests {
    private func text(_ secret: Secret) -> String { secret.withUTF8 { String(decoding: $0, as: UTF8.self) } }

    private func resolver(_ folder: TemporaryFolder, limit: Duration = .seconds(20)) -> SecretResolver {
        SecretResolver(
            directory: EstateDirectory(path: folder.path),
            environment: { ["SCAN": "s3cret", "EMPTY": "", "HOME": "/home/scan", "TWO": "s3cret\nmore"][$0] },
            commandLimit: limit
        )
    }

    @Test func aVariableIsRead() async throws {
        let folder = try TemporaryFolder()
        #expect(text(try await resolver(folder).resolve(.environment("SCAN"))) == "s3cret")
    }

    @Test(arguments: ["s3cret\n", "s3cret\r\n", "s3cret"])
    func oneTrailingLineBreakOfAFileIsDropped(contents: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("pass", contents, mode: 0o600)
        #expect(text(try await resolver(folder).resolve(.file("pass"))) == "s3cret")
    }

    @Test func aProgramPrintsTheSecretWithoutAShell() async throws {
        let folder = try TemporaryFolder()
        let secret = try await resolver(folder).resolve(.command(["printf", "%s\n", "$HOME; s3cret"]))
        #expect(text(secret) == "$HOME; s3cret")
    }

    @Test func aProgramRunsInTheEstateDirectory() async throws {
        let folder = try TemporaryFolder()
        try folder.write("pass", "s3cret\n", mode: 0o600)
        #expect(text(try await resolver(folder).resolve(.command(["cat", "pass"]))) == "s3cret")
    }

    @Test(arguments: [
        (SecretReference.environment("NONE"), "environment variable NONE is not set; export it first"),
        (.environment("EMPTY"), "environment variable EMPTY gave an empty secret"),
        (.environment("TWO"), "environment variable TWO gave more than one line; a secret is a single line"),
        (.file("none"), "secret file FOLDER/none does not exist"),
        (.file("open"), "secret file FOLDER/open is open to other users (mode 644); run: chmod 600 'FOLDER/open'"),
        (.file("group"), "secret file FOLDER/group is open to other users (mode 640); run: chmod 600 'FOLDER/group'"),
        (.file("large"), "secret file FOLDER/large is larger than 65538 bytes"),
        (.file("."), "secret file FOLDER/. is no regular file"),
        (.command(["no-such-program-here"]), "command no-such-program-here is not found or may not be run"),
        (.command(["false"]), "command false failed with status 1"),
        (.command(["sh", "-c", "echo no such entry >&2; exit 1"]), "command sh failed with status 1: no such entry"),
        (.command(["true"]), "command true gave an empty secret"),
        (.command(["head", "-c", "70000", "/dev/zero"]), "command head gave more than 65536 bytes"),
        (.command(["sh", "-c", "echo s3cret; echo bad s3cret >&2; exit 3"]), "command sh failed with status 3"),
        (.command(["sh", "-c", "kill -9 $$"]), "command sh was ended by signal 9"),
        (
            .command(["sh", "-c", "printf '\\033[31mno\\n second' >&2; exit 1"]),
            "command sh failed with status 1: \\u{1b}[31mno"
        ),
    ])
    func aFailureSaysWhatToDoAndNeverTheSecret(reference: SecretReference, message: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("open", "s3cret\n", mode: 0o644)
        try folder.write("group", "s3cret\n", mode: 0o640)
        try folder.write("large", String(repeating: "x", count: 70_000), mode: 0o600)
        let error = await #expect(throws: SecretError.self) { try await resolver(folder).resolve(reference) }
        #expect(error?.message == message.replacingOccurrences(of: "FOLDER", with: folder.path))
        #expect(error?.message.contains("s3cret") == false)
    }

    @Test(.timeLimit(.minutes(1)))
    func aProgramThatHangsIsStopped() async throws {
        let folder = try TemporaryFolder()
        let reference = SecretReference.command(["sh", "-c", "trap '' TERM; sleep 300 & sleep 300"])
        let error = await #expect(throws: SecretError.self) {
            try await resolver(folder, limit: .milliseconds(200)).resolve(reference)
        }
        #expect(error?.code == .timeout)
    }

    @Test func eachSecretIsFetchedOnceForARun() async throws {
        let folder = try TemporaryFolder()
        let count = SecretReference.command(["sh", "-c", "echo x >> runs; wc -l < runs"])
        let results = await resolver(folder).resolve(all: [count, .environment("NONE"), count])
        #expect(results.count == 2)
        #expect(try results[count].map { text(try $0.get()) } == "1")
        #expect(throws: SecretError.self) { try results[.environment("NONE")]?.get() }
    }

    @Test func pathsStartAtTheEstateOrTheHome() throws {
        let folder = try TemporaryFolder()
        let resolver = resolver(folder)
        #expect(resolver.path(of: "keys/scan") == folder.path + "/keys/scan")
        #expect(resolver.path(of: "~/.ssh/scan") == "/home/scan/.ssh/scan")
        #expect(resolver.path(of: "/etc/reeve/scan") == "/etc/reeve/scan")
    }
}
