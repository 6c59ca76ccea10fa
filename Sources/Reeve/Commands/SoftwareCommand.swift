import ArgumentParser
import EstateModel
import Forecast
import Store

struct SoftwareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "software",
        abstract: "List installed software with the number of hosts that have it.",
        discussion: """
            With --unidentified: what no rule knows, variants together, what serves others first and then what is on \
            the most hosts.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var moment: MomentOption
    @OptionGroup var format: FormatOption

    @Flag(help: "Only what no rule knows: the software whose support nobody has looked up.")
    var unidentified = false

    @Flag(help: "With --unidentified: also libraries, drivers, fonts, language packs and the like.")
    var all = false

    @Option(help: "Only names that fit; * stands for any text, ? for one character.")
    var name: String?

    @Option(help: "Only what was seen by this source: dpkg, rpm, apk, pacman, snap, flatpak, vib, registry or command.")
    var source: String?

    @Option(help: "Only what is on this asset.")
    var asset: String?

    /// A source that nothing comes from would look like an estate without software.
    func validate() throws {
        if all, !unidentified { throw ValidationError("--all goes with --unidentified.") }
        if unidentified, name != nil || source != nil {
            throw ValidationError("--unidentified lists all that no rule knows; leave out --name and --source.")
        }
        let known = SoftwareSource.known.map(\.rawValue)
        guard let source, !known.contains(source) else { return }
        let nearest = nearestWord(to: source, among: known).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError(
            "--source cannot be '\(visible(source, limit: 40))'.\(nearest) It is one of \(known.joined(separator: ", "))."
        )
    }

    struct Row: Encodable {
        var source: String
        var name: String
        var version: String?
        var architecture: String?
        var publisher: String?
        var origin: String?
        var hosts: Int
    }

    func run() async throws {
        if unidentified { return try await listUnidentified() }
        let workspace = try Workspace(estate)
        let store = try await workspace.openStore()
        let scan = try await moment.scan(in: store)
        var filter = SoftwareFilter(name: name, source: source.map(SoftwareSource.init(rawValue:)))
        if let asset { filter.asset = try await AssetView(store: store, scan: scan).detail(of: asset).summary.id }
        let chosen = filter
        let listings = try await explainingErrors { try await store.software(chosen, asOf: scan) }
        let rows = listings.map { listing in
            Row(
                source: listing.software.source.rawValue,
                name: listing.software.name,
                version: listing.software.version,
                architecture: listing.software.architecture,
                publisher: listing.software.publisher,
                origin: listing.software.origin,
                hosts: listing.hostCount
            )
        }
        try Listing(
            rows,
            columns: [
                .init("Source") { $0.source },
                .init("Name", canShrink: true) { $0.name },
                .init("Version", canShrink: true) { $0.version ?? "—" },
                .init("Origin or publisher", canShrink: true) { $0.origin ?? $0.publisher ?? "—" },
                .init("Hosts", isNumber: true) { String($0.hosts) },
            ],
            whenEmpty: "no software fits"
        ).print(format.format)
    }

    /// The day of judgement does not matter for what a rule knows; naming it keeps this from recording new risks.
    private func listUnidentified() async throws {
        var past = PastScanOption()
        past.text = moment.text
        let loaded = try await LoadedAssessment(estate, rules, asOf: SystemClock.now.londonDay, past: past)
        var software = UnidentifiedSoftware.ranked(loaded.unidentifiedHosts)
        if let asset {
            let summary = try await AssetView(store: loaded.store, scan: nil).detail(of: asset).summary
            software = software.filter { $0.hosts.contains(summary.name) }
        }
        try UnidentifiedListing(software, coverage: loaded.coverage(), withParts: all).print(format.format)
    }
}
