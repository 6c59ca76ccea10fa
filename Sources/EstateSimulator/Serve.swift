import ArgumentParser
import EstateSimulatorCore
import Glibc

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve hosts until SIGTERM or the end of --seconds, then print what happened as JSON."
    )

    @Option(help: "How many hosts.")
    var hosts = 100
    @Option(help: "The first host's address; the others follow.")
    var first = LoopbackAddress.usualFirst
    @Option(help: "The port of all of them.")
    var port: UInt16 = 2222
    @Option(help: "A folder made by `record`.")
    var recording: String
    @Option(help: "The public key file of the account; its private key lies beside it.")
    var clientKey: String
    @Option(help: "Also let in by this password.")
    var password: String?
    @Option(help: "A file with lines ADDRESS PASSWORD: that host, or the jump host, has one of its own.")
    var passwords: String?
    @Option(help: "A file that gets a line ADDRESS PASSWORD for each password that a client offers.")
    var offers: String?
    @Option(help: "Faults by share or number, as in silent=5%,drip=2%,reset=3.")
    var faults = ""
    @Option(help: "A file with lines ADDRESS FAULT.")
    var plan: String?
    @Option(help: "In how many packages of a thousand hosts differ: missing, or of another version.")
    var vary = 50
    @Option(help: "Everything random depends on it.")
    var seed: UInt64 = 1
    @Option(help: "An address that also forwards to the others.")
    var jumpHost: LoopbackAddress?
    @Option(help: "When the jump host drops connections that are not logged in, as in sshd_config.")
    var maxStartups = "10:30:60"
    @Option(help: "A folder for estate.yaml, targets.csv and known_hosts.")
    var estate: String?
    @Option(help: "Processes.")
    var workers = 2
    @Option(help: "Stops after this.")
    var seconds = 600
    @Option(help: "The longest life of one connection.")
    var connectionSeconds = 120
    @Option(help: "Connections at once in one process.")
    var connections = 8192
    @Option(help: "Between two bytes of a dripping host; at least 100.")
    var dripMilliseconds = 200

    func validate() throws {
        try check(hosts, "--hosts", 1...1_000_000)
        try check(vary, "--vary", 0...1000)
        try check(workers, "--workers", 1...64)
        try check(seconds, "--seconds", 1...86_400)
        try check(connectionSeconds, "--connection-seconds", 1...3600)
        try check(connections, "--connections", 1...65_536)
        try check(dripMilliseconds, "--drip-milliseconds", 100...60_000)
        guard first.advanced(by: hosts - 1) != nil else {
            throw ValidationError("the hosts must all be within 127.0.0.0/8")
        }
    }

    private func check(_ value: Int, _ name: String, _ range: ClosedRange<Int>) throws {
        guard range.contains(value) else {
            throw ValidationError("\(name) must be \(range.lowerBound) to \(range.upperBound)")
        }
    }

    func run() throws {
        var faultPlan = FaultPlan(hostCount: hosts)
        if let plan { try faultPlan.read(Files.text(plan), first: first) }
        try faultPlan.draw(faults, seed: seed)
        let keys = try HostKeys(hostCount: hosts, seed: seed)
        let startups = try MaxStartups(maxStartups)
        let key = try Files.text(clientKey).split(whereSeparator: \.isWhitespace).map(String.init)
        guard key.count >= 2 else { throw SimulatorError("\(clientKey) holds no public key") }
        let recorded = try Recording(folder: recording)

        var core = simulator_plan()
        core.first_address = first.number
        core.host_count = UInt32(hosts)
        core.port = port
        core.vary_per_mille = UInt32(vary)
        core.seed = seed
        core.jump_address = jumpHost?.number ?? 0
        (core.startups_begin, core.startups_rate, core.startups_full) = (startups.begin, startups.rate, startups.full)
        core.workers = UInt32(workers)
        core.run_seconds = UInt32(seconds)
        core.connection_seconds = UInt32(connectionSeconds)
        core.connections_per_worker = UInt32(connections)
        core.drip_milliseconds = UInt32(dripMilliseconds)

        let texts = PlanTexts(
            clientKeyType: key[0],
            clientKeyBase64: key[1],
            password: password,
            passwords: try passwords.map { path throws(SimulatorError) in
                try OwnPasswords(Files.text(path), hostCount: hosts, first: first, jumpHost: jumpHost).inOrder
            },
            offersDescriptor: try offers.map(Files.openForAppending) ?? -1,
            stdout: recorded.stdout,
            stderr: recorded.stderr
        )
        let counters = try serving(core, texts, faultPlan.faults, keys) {
            let legacyKey = simulator_legacy_host_key().map { String(cString: $0) }
            let simulated = SimulatedEstate(
                first: first,
                port: port,
                faults: faultPlan.faults,
                keys: keys,
                legacyKey: legacyKey,
                jumpHost: jumpHost
            )
            if let estate { try simulated.write(to: estate, keyFile: privateKeyPath) }
            say("listening on \(hosts) addresses from \(first), port \(port), process \(getpid())")
        }
        say(counters.json)
    }

    /// Absolute, so that the estate may lie anywhere.
    private var privateKeyPath: String {
        let path = clientKey.hasSuffix(".pub") ? String(clientKey.dropLast(4)) : clientKey
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    private func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(1, bytes, bytes.count)
    }
}
