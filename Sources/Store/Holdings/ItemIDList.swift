/// The item ids of a baseline as they are stored: a JSON array of ascending numbers, which any tool can read.
enum ItemIDList {
    static func encode(_ ids: [Int64]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ids.count * 7 + 2)
        bytes.append(UInt8(ascii: "["))
        for (index, id) in ids.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(id, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }

    private static func append(_ id: Int64, to bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = id.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Nil when the text is not what ``encode(_:)`` writes.
    static func decode(_ text: UnsafeRawBufferPointer) -> [Int64]? {
        guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"), text.count > 1 else { return nil }
        if text.count == 2 { return [] }
        var ids: [Int64] = []
        ids.reserveCapacity(text.count / 5)
        var id: Int64 = 0
        var digits = 0
        for byte in text.dropFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                guard digits < 19 else { return nil }
                id = id * 10 + Int64(byte &- UInt8(ascii: "0"))
            case UInt8(ascii: ","), UInt8(ascii: "]"):
                guard digits > 0, ids.last.map({ $0 < id }) ?? true else { return nil }
                ids.append(id)
                id = 0
                digits = 0
            default: return nil
            }
        }
        return digits == 0 ? ids : nil
    }
}
