import Glibc

/// An IPv4 or IPv6 address without a zone.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16 bytes in network order.
    package let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads what `inet_pton` reads: `10.1.2.3`, `fd00::1`.
    package init?(_ text: String) {
        for (family, length) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: length)
            if inet_pton(family, text, &bytes) == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// With every later bit zero.
    func keeping(bits: Int) -> NetworkAddress {
        var kept = bytes
        for index in kept.indices {
            let bitsHere = min(max(bits - index * 8, 0), 8)
            kept[index] &= bitsHere == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - bitsHere))
        }
        return NetworkAddress(bytes: kept)
    }

    func adding(_ number: Int) -> NetworkAddress {
        var sum = bytes
        var carry = number
        for index in sum.indices.reversed() where carry > 0 {
            carry += Int(sum[index])
            sum[index] = UInt8(carry & 0xFF)
            carry >>= 8
        }
        return NetworkAddress(bytes: sum)
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension NetworkAddress: Comparable {
    /// IPv4 first, then by number.
    package static func < (left: NetworkAddress, right: NetworkAddress) -> Bool {
        if left.bytes.count != right.bytes.count { return left.bytes.count < right.bytes.count }
        return left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
