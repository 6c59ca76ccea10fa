import EstateModel
import StrictYAML

/// Reads `scan:`, what one scan may cost the estate.
enum ScanLimitsReader {
    static let hostsAtOnce = 1...5000
    static let connectionsPerSecond = 1...10_000

    /// The defaults where the estate says nothing; the limits of the sites come with them.
    static func limits(in root: MappingReader, sites: [Site]) -> ScanLimits {
        var limits = ScanLimits()
        for site in sites { limits.hostsAtOncePerSite[site.id] = site.hostsAtOnce }
        guard let reader = root.mapping("scan", subject: "scan") else { return limits }
        limits.hostsAtOnce = reader.integer("hosts-at-once", in: hostsAtOnce) ?? limits.hostsAtOnce
        limits.connectionsPerSecond =
            reader.integer("connections-per-second", in: connectionsPerSecond) ?? limits.connectionsPerSecond
        limits.guestsAtOncePerHypervisor =
            reader.integer("guests-at-once", in: 1...1000) ?? limits.guestsAtOncePerHypervisor
        limits.attempts = reader.integer("attempts", in: 1...10) ?? limits.attempts
        reader.finish()
        return limits
    }
}
