import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// What lines of an answer were read as before. The hosts of an estate print the same lines about most of their
/// packages, and the values made from them then share their memory.
///
/// Only for values that follow from the line alone: it changes what reading costs, never what is read.
final class LineMemo<Value: Sendable>: Sendable {
    private let known = Mutex<[Line: Value]>([:])
    /// About 30 MB; an estate has a few ten thousand distinct packages.
    private static var most: Int { 50_000 }
    /// Longer ones are rare, and somebody's attempt to fill our memory.
    private static var longestLine: Int { 1_000 }

    func value(of line: ArraySlice<UInt8>) -> Value? {
        known.withLock { $0[Line(bytes: line)] }
    }

    func remember(_ value: Value, of line: ArraySlice<UInt8>) {
        guard line.count <= Self.longestLine else { return }
        // A copy: a slice would keep the whole answer of a host alive.
        let key = Line(bytes: ArraySlice(Array(line)))
        known.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[key] = value
        }
    }
}

/// Hashed and compared as a block: an array of bytes does both byte by byte.
private struct Line: Hashable {
    let bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    static func == (left: Self, right: Self) -> Bool {
        guard left.bytes.count == right.bytes.count else { return false }
        return left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in
                guard let one = left.baseAddress, let other = right.baseAddress else { return true }
                return memcmp(one, other, left.count) == 0
            }
        }
    }
}
