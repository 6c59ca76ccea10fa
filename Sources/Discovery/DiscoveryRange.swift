/// The addresses and ports that are looked at, each once, in an order that spreads the load.
package struct DiscoveryRange: Hashable, Sendable {
    /// Address and port together: a /16 with one port.
    package static let usualLimit = 65_536
    package static let largeLimit = 16_777_216

    /// Without blocks that lie in others.
    package let blocks: [AddressBlock]
    package let ports: [UInt16]
    package let count: Int

    /// - Parameter isLarge: up to a /8 instead of a /16, all blocks and ports together.
    package init(_ blocks: [AddressBlock], ports: [UInt16], isLarge: Bool) throws(DiscoveryError) {
        var kept: [AddressBlock] = []
        for block in blocks.sorted(by: { ($0.prefixLength, $0.first) < ($1.prefixLength, $1.first) }) {
            guard block.prefixLength >= 8 else { throw .wholeInternet(block) }
            if !kept.contains(where: { $0.contains(block.first) }) { kept.append(block) }
        }
        var unique: [UInt16] = []
        for port in ports where !unique.contains(port) { unique.append(port) }
        var total: Int? = 0
        for block in kept {
            guard let count = block.count, count <= Self.largeLimit else {
                total = nil
                break
            }
            total = total.map { $0 + count * unique.count }
        }
        let limit = isLarge ? Self.largeLimit : Self.usualLimit
        guard let total, total <= limit else { throw .tooLarge(total, limit: limit, mayBeLarger: !isLarge) }
        self.blocks = kept
        self.ports = unique
        count = total
    }

    /// The address and port at a place of the range, which begins at 0.
    package func place(at index: Int) -> (address: NetworkAddress, port: UInt16) {
        var rest = index / max(1, ports.count)
        let port = ports[index % max(1, ports.count)]
        for block in blocks {
            let count = block.count ?? 0
            if rest < count { return (block.address(at: rest), port) }
            rest -= count
        }
        preconditionFailure("place \(index) of a range of \(count)")
    }

    /// Every index of the range once, as if shuffled, without a list of them: steps of a number that shares no factor
    /// with the count.
    ///
    /// - Parameter seed: decides the order.
    package func shuffledIndices(seed: UInt64) -> some Sequence<Int> {
        let count = count
        var step = count < 3 ? 1 : Int(seed % UInt64(count - 1)) + 1
        // Neighbours stay apart: about the golden section of the range, moved by the seed.
        if count > 16 { step = (count * 5 / 8 + step / 8) % count }
        while count > 1, Self.commonFactor(step, count) != 1 { step = step % count + 1 }
        let start = count == 0 ? 0 : Int((seed >> 16) % UInt64(count))
        return (0..<count).lazy.map { (start + $0 * step) % count }
    }

    private static func commonFactor(_ left: Int, _ right: Int) -> Int {
        right == 0 ? left : commonFactor(right, left % right)
    }
}
