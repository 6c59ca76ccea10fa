import Foundation
import TestSupport
import Testing

/// An estate of two councils that share file servers of a release without fixes, with the people who decide about it.
struct DecidingEstate {
    let estate: EndToEndEstate
    /// Private key files of the people who sign, by person.
    let keys: [String: String]

    /// Of every host, as the estate file has them: `, tags: [psn]`.
    private let more: String

    private let councils: Int
    static let bothShares = "{darlbrook: 50, stockvale: 50}"

    private static let roles = """
        posts:
          architect: {title: Infrastructure Architect, role: architect}
          adviser: {title: Information Security Officer, role: advisor}
          head: {title: Head of ICT, role: ict-manager}
          siro-d: {title: Director of Resources (SIRO), role: siro, organisation: darlbrook}
          siro-s: {title: Deputy Chief Executive (SIRO), role: siro, organisation: stockvale}
        people:
          jane: {name: Jane Smith, posts: [architect]}
          adam: {name: Adam Bell, posts: [adviser]}
          ben: {name: Ben Young, posts: [head]}
          dora: {name: Dora Finch, posts: [siro-d], signs-as: dora@darlbrook.example}
          sam: {name: Sam Price, posts: [siro-s], signs-as: sam@stockvale.example}
        """

    /// Scanned, with one host `fs1`.
    ///
    /// - Parameters:
    ///   - service: of every host.
    ///   - services: the text of services.yaml; nil for the shipped one.
    ///   - shares: of the councils in the first host.
    init(
        tags: [String] = [],
        service: String? = nil,
        services: String? = nil,
        shares: String = Self.bothShares
    ) async throws {
        councils = shares == Self.bothShares ? 2 : 1
        more =
            (service.map { ", service: \($0)" } ?? "")
            + (tags.isEmpty ? "" : ", tags: [\(tags.joined(separator: ", "))]")
        estate = try EndToEndEstate()
        if let services { try estate.folder.write(services, to: "estate/services.yaml") }
        try estate.folder.write("ID=debian\nVERSION_ID=\"9\"\nPRETTY_NAME=\"Debian 9\"\n", to: "os-release")
        var keys: [String: String] = [:]
        var allowed = ""
        for (person, council) in [("dora", "darlbrook"), ("sam", "stockvale")] {
            let key = try TestKey(in: estate.folder, name: person)
            keys[person] = key.path
            allowed += "\(person)@\(council).example \(key.typeAndBlob)\n"
        }
        self.keys = keys
        try estate.folder.write(allowed, to: "estate/allowed-signers")
        try estate.addSection(Self.roles)
        try addHost("fs1", shares: shares)
        #expect(try await estate.reeve("scan").status == 0)
    }

    /// - Parameters:
    ///   - file: an os-release file in the estate's folder.
    ///   - shares: of the councils.
    func addHost(
        _ name: String,
        osRelease file: String = "os-release",
        shares: String = Self.bothShares
    ) throws {
        let release = estate.folder.path(file)
        let disguise = HostDisguise(isQuiet: true, first: "mount --bind \(release) $(readlink -f /etc/os-release)")
        try estate.addHost(name, disguise, settings: "organisations: \(shares)" + more)
    }

    /// Runs a command that judges, so with the shipped rules.
    func run(_ words: String...) async throws -> ReeveProgram.Outcome { try await run(words) }

    func run(_ words: [String]) async throws -> ReeveProgram.Outcome {
        try await estate.reeve(words + ["--rules", ReeveProgram.rules])
    }

    struct Line: Decodable {
        var reference: String
        var what: String
        var organisation: String?
        var unmanaged: Bool
        var exceptions: [String]
        var uncovered: [String]
        var plan: String?
    }

    /// The rows about the release without fixes.
    func register() async throws -> [Line] {
        let outcome = try await run("register", "--format", "json")
        return try JSONDecoder().decode([Line].self, from: Data(outcome.output.utf8))
            .filter { $0.what.contains("Debian 9") && $0.organisation != nil }
    }

    /// Records a control and drafts a plan: what a complete request rests on.
    func prepare() async throws -> (risk: String, control: String, plan: String) {
        let control = try await estate.reeve(
            [
                "control", "record", "--by", "jane", "--reason", "review", "--kind", "endpoint-detection", "--asset",
                "fs1",
                "--owner", "architect", "--about", "EDR on the file servers", "--evidence", "EDR console",
                "--fact", "The agent reported within the hour.",
            ]
        )
        #expect(control.status == 0, "\(control)")
        let rows = try await register()
        #expect(rows.count == councils, "one row for each council: \(rows)")
        let risks = rows.map(\.reference).sorted()
        let drafted = try await estate.reeve(
            ["plan", "draft"] + risks + [
                "--by", "jane", "--reason", "replace", "--owner", "architect", "--rules", ReeveProgram.rules,
            ]
        )
        #expect(drafted.status == 0, "\(drafted)")
        return (risks[0], "C-0001", "P-0001")
    }

    /// A day that is inside every limit of an exception.
    var until: String {
        let day = Calendar(identifier: .gregorian).date(byAdding: .day, value: 80, to: Date()) ?? Date()
        return String(ISO8601DateFormatter().string(from: day).prefix(10))
    }

    /// Everything that a request needs beside its risk.
    func everything(control: String, plan: String) -> [String] {
        [
            "--justification", "Planning keeps its files there.", "--alternatives", "Not certified before March.",
            "--control", control, "--plan", plan, "--owner", "architect", "--until", until,
        ]
    }

    /// A request that is handed in.
    func requested() async throws {
        let (risk, control, plan) = try await prepare()
        let words = ["exception", "request", "--risk", risk, "--by", "jane", "--reason", "needed"]
        let outcome = try await run(words + everything(control: control, plan: plan))
        #expect(outcome.status == 0 && outcome.output.hasPrefix("E-0001"), "\(outcome)")
    }

    func approve(_ person: String, key: String? = nil) async throws -> ReeveProgram.Outcome {
        try await ReeveProgram.run(approval(person, key: key))
    }

    /// The words of an approval, for several at once.
    func approval(_ person: String, key: String? = nil) -> [String] {
        [
            "approve", "E-0001", "--by", person, "--reason", "until it is replaced", "--key", key ?? keys[person] ?? "",
            "--yes", "--estate", estate.path, "--rules", ReeveProgram.rules,
        ]
    }
}
