/// What SHA-1 and SHA-256 share: a message padded with its length and cut into blocks of sixteen big-endian words.
enum MerkleDamgard {
    static func forEachBlock(of message: [UInt8], _ body: ([UInt32]) -> Void) {
        var padded = message
        padded.append(0x80)
        padded.append(contentsOf: repeatElement(0, count: (119 - message.count % 64) % 64))
        let bits = UInt64(message.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) { padded.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        for start in stride(from: 0, to: padded.count, by: 64) {
            body(
                (0..<16).map { word in
                    (0..<4).reduce(0) { $0 << 8 | UInt32(padded[start + 4 * word + $1]) }
                }
            )
        }
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
    }

    func rotatedLeft(by count: UInt32) -> UInt32 { self << count | self >> (32 - count) }

    func rotatedRight(by count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
