import EstateModel
import Foundation

@testable import Collectors

/// Runs a composed script in a real shell of this machine, fed through a pipe as SSH does.
struct ShellRun {
    let stdout: [UInt8]
    let stderr: [UInt8]

    /// The shells that a script must run in, those of them that are here.
    static let shells: [String] = [
        "/usr/bin/dash", "/usr/bin/bash", "/usr/bin/busybox sh", "/usr/bin/mksh", "/usr/bin/ksh93",
        "/usr/bin/yash",
    ].filter { FileManager.default.isExecutableFile(atPath: String($0.split(separator: " ")[0])) }

    /// Those that pass signals on while they wait, which time limits need. yash keeps them blocked; nobody's /bin/sh.
    static let shellsWithSignals = shells.filter { !$0.hasSuffix("yash") }

    static let nonce = "0123456789abcdef0123456789abcdef"

    init(
        _ script: ProbeScript,
        shell: String = "/bin/sh",
        environment: [String: String] = [:]
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reeve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("in")
        try Data(script.input).write(to: input)
        let line = "cd \(folder.path) && cat in | \(shell) -s >out 2>err"
        try Self.runWithOpenSignals(line, environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
        stdout = [UInt8](try Data(contentsOf: folder.appendingPathComponent("out")))
        stderr = [UInt8](try Data(contentsOf: folder.appendingPathComponent("err")))
    }

    /// As sshd would: threads of a test block most signals, and a child would inherit that.
    private static func runWithOpenSignals(_ line: String, environment: [String: String]) throws {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words: [String] = ["/bin/sh", "-c", line]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        variables.append(nil)
        defer { (arguments + variables).forEach { free($0) } }
        var child = pid_t()
        let failure = posix_spawn(&child, "/bin/sh", nil, &attributes, &arguments, &variables)
        guard failure == 0 else { throw ShellRunError(code: failure) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }

    var transcript: Transcript {
        FrameReader.read(stdout: stdout, stderr: stderr, nonce: Self.nonce)
    }
}

/// Asks whatever a test wants to see asked.
struct FixedCollector: Collector {
    var probes: [Probe]
    func collect(from answers: Answers, into builder: inout CollectionBuilder) {}
}

/// A script for this machine from commands by probe id, in order.
func script(
    _ commands: KeyValuePairs<String, String>,
    seconds: Int = 20,
    bytes: Int = 1 << 20,
    escalation: Escalation = .none,
    password: Secret? = nil
) -> ProbeScript {
    let probes = commands.map {
        Probe($0.key, section: .system, timeoutSeconds: seconds, byteLimit: bytes, command: $0.value)
    }
    let platform = Platform(
        id: "test",
        shell: .posix,
        systemNames: ["Linux"],
        collectors: [FixedCollector(probes: probes)]
    )
    return PosixScript.compose(
        PosixScript.text(of: [platform]),
        nonce: ShellRun.nonce,
        escalation: escalation,
        password: password
    )
}

struct ShellRunError: Error {
    let code: Int32
}
