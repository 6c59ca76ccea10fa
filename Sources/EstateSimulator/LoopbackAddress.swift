import ArgumentParser

/// An IPv4 address within 127.0.0.0/8; others cannot be made.
struct LoopbackAddress: Hashable, Sendable, CustomStringConvertible {
    /// In host byte order.
    let number: UInt32

    /// 127.1.0.1
    static let usualFirst = Self(within: 0x01_0001)

    /// Host `number` of 127.0.0.0/8.
    private init(within number: UInt32) {
        self.number = 127 << 24 | number & 0xFF_FFFF
    }

    init?(number: UInt32) {
        guard number >> 24 == 127 else { return nil }
        self.number = number
    }

    /// Reads `127.1.0.1`.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, !parts.contains(nil) else { return nil }
        self.init(number: parts.reduce(0) { $0 << 8 | UInt32($1 ?? 0) })
    }

    /// Nil when that many addresses further on is outside 127.0.0.0/8.
    func advanced(by count: Int) -> Self? {
        guard let count = UInt32(exactly: count) else { return nil }
        let (sum, overflow) = number.addingReportingOverflow(count)
        return overflow ? nil : Self(number: sum)
    }

    var description: String {
        [24, 16, 8, 0].map { String(number >> UInt32($0) & 0xFF) }.joined(separator: ".")
    }
}

extension LoopbackAddress: ExpressibleByArgument {
    init?(argument: String) {
        self.init(argument)
    }
}
