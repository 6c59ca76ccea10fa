import EstateModel
package import StrictYAML

extension ForeignCatalogue {
    /// Reads a dump of the endoflife.date API (version 1, `products/full` or one product), a converted snapshot, or a
    /// table of Debian's distro-info-data.
    ///
    /// A product or release that is wrong is left out and told in ``diagnostics``; the others are used.
    ///
    /// - Throws: ``InvalidFile`` when the file is no JSON or neither of the two.
    package init(reading bytes: [UInt8], file: String) throws(InvalidFile) {
        if let table = DistroInfo(bytes, file: file) {
            try self.init(table, file: file)
            return
        }
        let root = try JSONTree.read(bytes, file: file)
        let sink = DiagnosticSink()
        guard let reader = MappingReader(root, subject: "the file", sink: sink) else {
            throw InvalidFile(sink.diagnostics)
        }
        let nodes: [YAMLNode]
        if reader.has("result") {
            nodes = reader.list("result")
        } else if reader.has("products") {
            nodes = reader.list("products")
        } else {
            throw InvalidFile([
                Diagnostic(
                    at: root.location,
                    "this is no data of endoflife.date: neither 'result' (its API, version 1) nor 'products' is there"
                )
            ])
        }
        self.init()
        let stamp = ["snapshotCommitDate", "generated_at", "last_modified"].lazy.compactMap { reader.string($0) }.first
        day = stamp.flatMap { CalendarDay($0.prefix(10)) }
        for node in nodes {
            guard let product = ForeignProductReader(node, sink: sink)?.product() else { continue }
            if let first = products[product.slug] {
                sink.error(at: node.location, "'\(visible(product.slug))' stands at \(first.location) already")
            } else {
                products[product.slug] = product
            }
        }
        diagnostics = sink.diagnostics
        guard !products.isEmpty else {
            let none = Diagnostic(at: root.location, "the file holds no product that can be read")
            throw InvalidFile(diagnostics + [none])
        }
    }
}

extension ForeignCatalogue {
    fileprivate init(_ table: DistroInfo, file: String) throws(InvalidFile) {
        self.init()
        let sink = DiagnosticSink()
        let product = table.product(sink)
        products[product.slug] = product
        isOfOneDistribution = true
        diagnostics = sink.diagnostics
        guard !product.releases.isEmpty else {
            let place = SourceLocation(file: file, line: 1, column: 1)
            throw InvalidFile(diagnostics + [Diagnostic(at: place, "the table holds no release that can be read")])
        }
    }
}

/// Reads one product in either shape: the snapshot has the site's own keys, the API gives each date two.
private struct ForeignProductReader {
    private let reader: MappingReader
    private let sink: DiagnosticSink

    private static let longestName = 100

    init?(_ node: YAMLNode, sink: DiagnosticSink) {
        guard let reader = MappingReader(node, subject: "a product", sink: sink) else { return nil }
        self.reader = reader
        self.sink = sink
    }

    func product() -> ForeignCatalogue.Product? {
        let slugKey = reader.has("slug") ? "slug" : "name"
        guard let slug = name(slugKey, of: reader), let title = title(slug) else { return nil }
        guard reader.has("releases") else {
            reader.missing("releases")
            return nil
        }
        let links = reader.mapping("links", subject: "'links'")
        let page = reader.string("page") ?? links?.string("html") ?? "https://endoflife.date/" + slug
        let isPlain = page.hasPrefix("https://") && page.utf8.count <= 300 && page.utf8.allSatisfy(isPlainURLByte)
        return ForeignCatalogue.Product(
            slug: slug,
            title: title,
            page: isPlain ? page : "https://endoflife.date/" + slug,
            labels: labels(),
            releases: releases(),
            location: reader.location
        )
    }

    private func isPlainURLByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private func title(_ slug: String) -> String? {
        visible(reader.string("title") ?? reader.string("label") ?? slug, limit: Self.longestName)
    }

    /// A name of the source, which goes into messages and rule files.
    private func name(_ key: String, of reader: MappingReader) -> String? {
        guard let text = reader.requiredString(key) else { return nil }
        guard !text.isEmpty, text.utf8.count <= Self.longestName, text == visible(text) else {
            reader.error(key, "'\(key)' must be a short name without control characters")
            return nil
        }
        return text
    }

    private func labels() -> [ForeignCatalogue.Column: String] {
        guard let reader = reader.mapping("labels", subject: "'labels'") else { return [.security: "Support"] }
        let keys: [(ForeignCatalogue.Column, String)] = [(.active, "eoas"), (.security, "eol"), (.extended, "eoes")]
        var labels: [ForeignCatalogue.Column: String] = [:]
        for (column, key) in keys {
            if let label = reader.string(key) { labels[column] = visible(label, limit: Self.longestName) }
        }
        return labels
    }

    private func releases() -> [ForeignCatalogue.Release] {
        var names: Set<String> = []
        return reader.mappings("releases", subject: "a release").compactMap { reader in
            let reading = DiagnosticSink()
            guard let release = release(reader, sink: reading), !reading.hasErrors else {
                for diagnostic in reading.diagnostics { sink.add(diagnostic) }
                return nil
            }
            guard names.insert(release.name).inserted else {
                sink.error(at: reader.location, "the release '\(visible(release.name))' stands twice")
                return nil
            }
            return release
        }
    }

    private func release(_ reader: MappingReader, sink: DiagnosticSink) -> ForeignCatalogue.Release? {
        guard let name = name(reader.has("cycle") ? "cycle" : "name", of: reader) else { return nil }
        let isSnapshot = reader.has("cycle")
        let ends: [ForeignCatalogue.Column: ForeignCatalogue.End] =
            isSnapshot
            ? [
                .active: end(reader, "eoas", sink: sink), .security: end(reader, "eol", sink: sink),
                .extended: end(reader, "eoes", sink: sink),
            ]
            : [
                .active: end(reader, day: "eoasFrom", isOver: "isEoas", sink: sink),
                .security: end(reader, day: "eolFrom", isOver: "isEol", sink: sink),
                .extended: end(reader, day: "eoesFrom", isOver: "isEoes", sink: sink),
            ]
        return ForeignCatalogue.Release(
            name: name,
            label: visible(reader.string("label") ?? name, limit: Self.longestName),
            released: day(reader, "releaseDate", sink: sink),
            ends: ends,
            latest: latest(reader, isSnapshot: isSnapshot, sink: sink),
            location: reader.location
        )
    }

    private func day(_ reader: MappingReader, _ key: String, sink: DiagnosticSink) -> CalendarDay? {
        guard let text = reader.string(key) else { return nil }
        if let day = CalendarDay(text) { return day }
        sink.error(at: reader.location(of: key), "'\(key)' is no day: '\(visible(text, limit: 40))'; left out")
        return nil
    }

    private func end(_ reader: MappingReader, _ key: String, sink: DiagnosticSink) -> ForeignCatalogue.End {
        switch reader.string(key) {
        case nil: .absent
        case "true": .over
        case "false": .open
        default: day(reader, key, sink: sink).map { .day($0) } ?? .absent
        }
    }

    private func end(
        _ reader: MappingReader,
        day key: String,
        isOver: String,
        sink: DiagnosticSink
    ) -> ForeignCatalogue.End {
        if let day = day(reader, key, sink: sink) { return .day(day) }
        switch reader.string(isOver) {
        case "true": return .over
        case "false": return .open
        default: return .absent
        }
    }

    private func latest(
        _ reader: MappingReader,
        isSnapshot: Bool,
        sink: DiagnosticSink
    ) -> ForeignCatalogue.Release.Latest? {
        let version: String?
        let released: CalendarDay?
        if isSnapshot {
            version = reader.string("latest")
            released = day(reader, "latestReleaseDate", sink: sink)
        } else {
            let mapping = reader.mapping("latest", subject: "'latest'")
            version = mapping?.string("name")
            released = mapping.flatMap { day($0, "date", sink: sink) }
        }
        guard let version, let released else { return nil }
        return ForeignCatalogue.Release.Latest(version: version, released: released)
    }
}
