import ArgumentParser

/// What `script/bench register` runs: fills a log of decisions, and measures what no command of `reeve` does alone.
@main
struct RegisterBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A log of a hundred thousand risks and the register that is made from it.",
        subcommands: [Fill.self, Measure.self]
    )
}
