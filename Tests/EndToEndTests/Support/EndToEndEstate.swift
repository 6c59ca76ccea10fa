import Foundation
import Glibc
import TestSupport

/// An estate directory of its own with real servers in it, for one test. Everything is gone when it is released.
final class EndToEndEstate {
    let folder: TemporaryFolder
    /// Every host lets this key in.
    let key: TestKey
    private var targets: [String] = []
    private var credentials = ["scan-key: {key-file: keys/id}"]
    private var sections: [String] = []
    private var darlbrookSettings = ""
    /// Servers and folders that live as long as the estate.
    var keepAlive: [AnyObject] = []

    var path: String { folder.path("estate") }
    var database: String { path + "/reeve.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        mkdir(folder.path("estate"), 0o700)
        mkdir(folder.path("estate/keys"), 0o700)
        key = try TestKey(in: folder, name: "estate/keys/id")
        for name in ["policy.yaml", "services.yaml"] {
            try FileManager.default.copyItem(
                atPath: ReeveProgram.packageRoot + "/inventory/" + name,
                toPath: path + "/" + name
            )
        }
        try folder.write("", to: "estate/known_hosts")
        mkdir(folder.path("few-rules"), 0o700)
        try folder.write(Self.rule, to: "few-rules/end-to-end.yaml")
        try writeEstateFile()
    }

    /// Starts a server, makes it a target, and records its host key.
    ///
    /// - Parameters:
    ///   - settings: more keys of the target, as in `limits: {probe: 2s}`.
    ///   - jumpHost: the jump host that the estate reaches it through.
    ///   - server: what else the server needs; the estate's key is let in already.
    @discardableResult
    func addHost(
        _ name: String,
        _ disguise: HostDisguise? = nil,
        settings: String = "",
        via jumpHost: String? = nil,
        recordsHostKey: Bool = true,
        server change: (inout TestSSHServer.Options) -> Void = { _ in }
    ) throws -> TestSSHServer {
        var options = TestSSHServer.Options()
        options.authorizedKeys = [key.publicLine]
        let programs = try TemporaryFolder()
        options.forceCommand = try disguise?.command(in: programs, named: name)
        change(&options)
        let server = try TestSSHServer(options)
        keepAlive += [programs, server]
        if recordsHostKey { try recordHostKeys(server.hostKeys, port: server.port, via: jumpHost) }
        let way = jumpHost.map { (settings.isEmpty ? "" : ", ") + "via: \($0)" } ?? ""
        try addTarget(name, port: server.port, settings: settings + way)
        return server
    }

    func addTarget(_ name: String, address: String = "127.0.0.1", port: UInt16, settings: String = "") throws {
        let more = settings.isEmpty ? "" : ", " + settings
        let service = settings.contains("service:") ? "" : ", service: planning-portal"
        targets.append("\(name): {address: \(address), port: \(port)\(service)\(more)}")
        try writeEstateFile()
    }

    /// - Parameter credential: as in `locked: {key-file: keys/locked}`.
    func addCredential(_ credential: String) throws {
        credentials.append(credential)
        try writeEstateFile()
    }

    /// - Parameter section: a key of the estate file with its value, as in `windows: {…}`.
    func addSection(_ section: String) throws {
        sections.append(section)
        try writeEstateFile()
    }

    /// - Parameter setting: a further key of the organisation `darlbrook`, as in `psn-submitted: 2026-03-31`.
    func addToDarlbrook(_ setting: String) throws {
        darlbrookSettings += ", " + setting
        try writeEstateFile()
    }

    func recordHostKeys(_ keys: [String], port: UInt16, via jumpHost: String? = nil) throws {
        let way = jumpHost.map { "@" + $0 } ?? ""
        let lines = keys.map { "[127.0.0.1]:\(port)\(way) \($0)\n" }.joined()
        try folder.write(folder.text(of: "estate/known_hosts") + lines, to: "estate/known_hosts")
    }

    /// Runs a command of `reeve` on this estate with the shipped rules.
    func reeve(
        _ words: String...,
        environment: [String: String?] = [:]
    ) async throws -> ReeveProgram.Outcome {
        try await reeve(words, environment: environment)
    }

    func reeve(
        _ words: [String],
        environment: [String: String?] = [:]
    ) async throws -> ReeveProgram.Outcome {
        try await ReeveProgram.run(arguments(words), environment: environment)
    }

    /// The whole command line, for a shell.
    func commandLine(_ words: String...) -> String { commandLine(words) }

    func commandLine(_ words: [String]) -> String {
        ([ReeveProgram.path] + arguments(words)).joined(separator: " ")
    }

    private func arguments(_ words: [String]) -> [String] {
        let command = words.first ?? ""
        var all = words + ["--estate", path]
        let judges = ["findings", "register", "explain", "report", "forecast", "policy", "export", "notices"]
            .contains(command)
        // A scan only notes which rules there were: a short pack costs less time.
        if judges || command == "scan" || command == "doctor" {
            all += ["--rules", judges ? ReeveProgram.rules : folder.path("few-rules")]
        }
        return all
    }

    /// SQLite's own opinion of the database.
    func integrity() throws -> String {
        try sqlite("PRAGMA integrity_check; PRAGMA foreign_key_check")
    }

    func sqlite(_ statements: String) throws -> String {
        try ChildProcess.run(["/usr/bin/sqlite3", database, statements], in: folder)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static let rule = """
        rule: 1
        product: end-to-end
        name: End to end
        kind: library
        sources:
          own: {url: "https://example.org/", verified: 2026-01-01}
        source: own
        identify:
          - from: dpkg
            where: {name: '^end-to-end$'}
        cycles:
          - cycle: "1"
            released: 2020-01-01
            phases:
              - {phase: full, until: 2030-01-01}

        """

    private func writeEstateFile() throws {
        let text = """
            name: End to end
            organisations:
              darlbrook: {name: Darlbrook Borough Council, siro: Director of Resources (SIRO)\(darlbrookSettings)}
              stockvale: {name: Stockvale Borough Council, siro: Deputy Chief Executive (SIRO)}
              wrenshire: {name: Wrenshire County Council, siro: Executive Director (SIRO)}
            credentials:
            \(credentials.map { "  " + $0 }.joined(separator: "\n"))
            defaults: {user: '\(TestSSHServer.user)', credential: scan-key}
            \(sections.joined(separator: "\n"))
            groups:
              servers:
                targets:
            \(targets.map { "      " + $0 }.joined(separator: "\n"))

            """
        try folder.write(text, to: "estate/estate.yaml")
    }
}
