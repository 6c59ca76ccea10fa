import EstateModel
import StrictYAML

/// Reads `upgrade-blocks:`, the products that hold up the upgrade of others.
struct UpgradeBlockReader {
    private static let mostBlocks = 1000
    private static let mostProducts = 500
    /// Pairs of a product and one that it holds up: circles are looked for in each scope.
    private static let mostLinks = 10_000

    let records: RecordReader

    func blocks(in nodes: [YAMLNode]) -> [RecordedUpgradeBlock] {
        if nodes.count > Self.mostBlocks {
            records.sink.error(
                at: nodes[Self.mostBlocks].location,
                "more than \(Self.mostBlocks) upgrade blocks; name groups, tags or sites of hosts instead of each host"
            )
            return []
        }
        let blocks = nodes.compactMap { MappingReader($0, subject: "an upgrade block", sink: records.sink) }
            .compactMap(block)
        let links = blocks.reduce(0) { $0 + $1.held.count }
        if links > Self.mostLinks {
            records.sink.error(
                at: nodes[0].location,
                "upgrade blocks hold up \(links) products in all, and \(Self.mostLinks) is the most; leave out what follows "
                    + "from others"
            )
            return []
        }
        reportCircles(blocks)
        return blocks
    }

    private func block(_ reader: MappingReader) -> RecordedUpgradeBlock? {
        let product = reader.requiredLine("product").map {
            RecordedUpgradeBlock.Word(text: $0, location: reader.location(of: "product"))
        }
        let releases = reader.node("releases") == nil ? [] : records.words("releases", of: reader)
        let held = held(reader, by: product?.text)
        let scope = records.scope(reader)
        let reference = reader.requiredLine("reference")
        reader.finish()
        guard let product, let releases, let held, let scope, let reference else { return nil }
        return RecordedUpgradeBlock(
            product: product,
            releases: releases.isEmpty ? nil : releases,
            held: held,
            scope: scope,
            reference: reference
        )
    }

    /// Nil when it holds up nothing, itself, or too much to be meant.
    private func held(_ reader: MappingReader, by product: String?) -> [RecordedUpgradeBlock.Word]? {
        let key = blocksKey
        guard let words = records.words(key, of: reader) else { return nil }
        if words.isEmpty {
            reader.node(key) == nil
                ? reader.missing(key) : reader.error(key, "'\(key)' is empty; name the products that it holds up")
            return nil
        }
        if words.count > Self.mostProducts {
            reader.error(key, "more than \(Self.mostProducts) products held up by one")
            return nil
        }
        guard let own = words.first(where: { $0.text == product }) else { return words }
        records.sink.error(at: own.location, "'\(visible(own.text, limit: 60))' cannot hold up its own upgrade")
        return nil
    }

    /// Products that wait for each other on the same hosts could never be upgraded. Whether hosts that are named in
    /// different ways are the same shows only when they have plans.
    private func reportCircles(_ blocks: [RecordedUpgradeBlock]) {
        let everywhere = blocks.filter { $0.scope == .all }
        if reportCircle(everywhere, startingAt: everywhere) { return }
        var scoped: [RecordedScope: [RecordedUpgradeBlock]] = [:]
        var order: [RecordedScope] = []
        for block in blocks where block.scope != .all {
            if scoped[block.scope] == nil { order.append(block.scope) }
            scoped[block.scope, default: []].append(block)
        }
        // A circle that is not everywhere goes through what is said of its hosts alone.
        for scope in order {
            let own = scoped[scope] ?? []
            if reportCircle(everywhere + own, startingAt: own) { return }
        }
    }

    /// - Returns: whether there is one.
    private func reportCircle(_ blocks: [RecordedUpgradeBlock], startingAt own: [RecordedUpgradeBlock]) -> Bool {
        var edges: [String: [String]] = [:]
        for block in blocks { edges[block.product.text, default: []] += block.held.map(\.text) }
        guard let cycle = firstCycle(own.map(\.product.text), edges: edges),
            let word = blocks.first(where: { $0.product.text == cycle[0] })?.product
        else { return false }
        let message = "products hold up each other's upgrade in a circle: \(shownCircle(cycle)); remove one of them"
        records.sink.error(at: word.location, message)
        return true
    }
}

/// The key under which a service or a product names what it holds up.
let blocksKey = "blocks-upgrade-of"

/// `a → b → a`; a long one is cut in its middle.
func shownCircle(_ names: [String]) -> String {
    let shown = names.map { visible($0, limit: 60) }
    guard shown.count > 40 else { return shown.joined(separator: " → ") }
    return (shown.prefix(20) + ["… \(shown.count - 40) more …"] + shown.suffix(20)).joined(separator: " → ")
}
