import EstateModel
import StrictYAML

/// Reads what a distribution itself says of its releases: the tables of Debian's package distro-info-data.
///
/// **Source:** `/usr/share/distro-info/debian.csv` and `ubuntu.csv`; a row may end after any of its days.
struct DistroInfo {
    /// The header that both tables begin with.
    private static let head = "version,codename,series,created,release,eol"
    private static let largestFile = 1 << 20
    private static let longestField = 100

    private let lines: [Substring]
    private let file: String
    private let distribution: String

    /// Nil when the bytes are something else.
    init?(_ bytes: [UInt8], file: String) {
        guard bytes.count <= Self.largestFile, bytes.starts(with: Self.head.utf8) else { return nil }
        lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        self.file = file
        // The table does not name its distribution; only Ubuntu's sells maintenance.
        distribution = lines[0].contains("eol-esm") ? "ubuntu" : "debian"
    }

    /// The distribution as a product of its own, with the name that endoflife.date has for it too.
    func product(_ sink: DiagnosticSink) -> ForeignCatalogue.Product {
        let keys = lines[0].split(separator: ",").map { $0.trimmed }
        var releases: [ForeignCatalogue.Release] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.trimmed.isEmpty {
            let place = SourceLocation(file: file, line: index + 1, column: 1)
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
            let row = Dictionary(zip(keys, fields), uniquingKeysWith: { first, _ in first })
            if let release = release(row, place, sink) { releases.append(release) }
        }
        return ForeignCatalogue.Product(
            slug: distribution,
            title: distribution == "ubuntu" ? "Ubuntu" : "Debian",
            page: "https://salsa.debian.org/debian/distro-info-data",
            labels: [
                .security: "Support",
                .extended: distribution == "ubuntu" ? "Expanded Security Maintenance" : "Long Term Support",
            ],
            releases: releases,
            location: SourceLocation(file: file, line: 1, column: 1)
        )
    }

    /// Nil for what has no version yet (Debian's testing and unstable), and for what is wrong, which is told.
    private func release(
        _ row: [String: String],
        _ place: SourceLocation,
        _ sink: DiagnosticSink
    ) -> ForeignCatalogue.Release? {
        guard let version = row["version"]?.split(separator: " ").first, !version.isEmpty else { return nil }
        guard version.utf8.count <= Self.longestField, version == visible(String(version))[...] else {
            sink.error(at: place, "the version is not a short name without control characters")
            return nil
        }
        var days: [String: CalendarDay] = [:]
        for key in ["release", "eol", "eol-lts", "eol-esm"] {
            guard let text = row[key], !text.isEmpty else { continue }
            guard let day = CalendarDay(text) else {
                sink.error(at: place, "'\(key)' must be a day as YYYY-MM-DD, not '\(visible(text, limit: 40))'")
                return nil
            }
            days[key] = day
        }
        var ends: [ForeignCatalogue.Column: ForeignCatalogue.End] = [:]
        ends[.security] = days["eol"].map { .day($0) }
        ends[.extended] = (days["eol-lts"] ?? days["eol-esm"]).map { .day($0) }
        return ForeignCatalogue.Release(
            name: String(version),
            label: visible("\(version) \(row["codename"] ?? "")", limit: Self.longestField),
            released: days["release"],
            ends: ends,
            latest: nil,
            location: place
        )
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
