import ArgumentParser

@main
struct JudgeBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "JudgeBenchmark",
        abstract: "Makes large inventories and measures how they are judged; see script/bench.",
        subcommands: [Fill.self, Measure.self]
    )
}
