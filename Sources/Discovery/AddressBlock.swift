/// A block of IP addresses as `10.1.2.0/24` names it: those that share their first bits.
package struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    /// The first address, 4 or 16 bytes in network order.
    package let first: NetworkAddress
    package let prefixLength: Int

    /// Reads `10.1.2.0/24`, `fd00::/120` or a single address. Bits beyond the prefix must be zero, so that a slip of
    /// the finger is told instead of widened.
    package init(_ text: String) throws(DiscoveryError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(String(parts[0])) else { throw .notAnAddress(text) }
        let bits = address.bytes.count * 8
        var length = bits
        if parts.count == 2 {
            guard let number = Self.number(parts[1]), number <= bits else { throw .notAnAddress(text) }
            length = number
        }
        guard address.keeping(bits: length) == address else {
            throw .bitsBeyondPrefix(text, meant: "\(address.keeping(bits: length))/\(length)")
        }
        first = address
        prefixLength = length
    }

    /// How many addresses; nil when that is more than a number holds.
    package var count: Int? {
        let free = first.bytes.count * 8 - prefixLength
        return free < 62 ? 1 << free : nil
    }

    package func address(at index: Int) -> NetworkAddress { first.adding(index) }

    package func contains(_ address: NetworkAddress) -> Bool {
        address.bytes.count == first.bytes.count && address.keeping(bits: prefixLength) == first
    }

    package var description: String { "\(first)/\(prefixLength)" }

    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
