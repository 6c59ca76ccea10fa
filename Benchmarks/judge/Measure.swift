import ArgumentParser
import Assessment
import EstateFiles
import EstateModel
import Foundation
import Lifecycle
import Store

/// Judges an inventory in one of several ways; one line with the seconds of each step.
struct Measure: AsyncParsableCommand {
    enum Way: String, ExpressibleByArgument, CaseIterable {
        /// Every host from the store.
        case hosts
        /// The same, and the register made.
        case register
        /// Every package of every host asks the rules afresh.
        case afresh
        /// Every package is looked up in a table of names, as tools that scan images do.
        case lookup
    }

    static let configuration = CommandConfiguration(abstract: "Judge an inventory and print how long each step took.")

    @Option var estate: String
    @Option var rules = "rules"
    @Option var way = Way.hosts

    @Option(help: "Use a pack of so many products instead of the shipped one.")
    var products: Int?

    @Option(help: "How many hosts the slow ways look at.")
    var sample = 100

    func run() async throws {
        let clock = ContinuousClock()
        let begun = clock.now
        let pack = try load()
        let loaded = clock.now
        let store = try InventoryStore.open(path: estate + "/reeve.sqlite")
        let configuration = try EstateLoader.load(directory: estate)
        let question = Assessment.Question(
            estate: configuration,
            policies: CouncilPolicies(),
            pack: pack,
            asOf: CalendarDay("2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)
        )
        let ready = clock.now
        let hosts: Int
        switch way {
        case .hosts: hosts = try await Assessment.hosts(from: store, question).count
        case .register: hosts = try await Assessment.read(from: store, question).hosts.count
        case .afresh: hosts = try await Naive(store, sample: sample).judgeAfresh(pack, asOf: question.asOf)
        case .lookup: hosts = try await Naive(store, sample: sample).lookUp(pack)
        }
        print(seconds(loaded - begun), seconds(clock.now - ready), hosts)
    }

    private func load() throws -> RulePack {
        let directories = [RulePack.Directory(path: rules)]
        guard let products else { return try RulePack.load(directories: directories, keepingTests: false) }
        let files = SizedPack(shipped: try RulePack.files(in: directories), products: products).files
        let pack = RulePack(files: files, keepingTests: false)
        guard pack.isComplete else { throw ValidationError(pack.diagnostics.prefix(3).description) }
        return pack
    }

    private func seconds(_ duration: Duration) -> String {
        let parts = duration.components
        return String(format: "%.3f", Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }
}
