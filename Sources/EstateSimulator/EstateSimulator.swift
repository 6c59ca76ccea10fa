import ArgumentParser

@main
struct EstateSimulator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "EstateSimulator",
        abstract: "Pretends to be thousands of hosts with SSH on 127.0.0.0/8, some of them broken in chosen ways.",
        discussion: "A development aid for tests and benchmarks; see docs/estate-simulator.md.",
        subcommands: [Serve.self, Record.self]
    )
}

/// Why the simulator cannot do what it was asked for.
struct SimulatorError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
