import Synchronization

/// An object of the engine, made when it is first needed: of thousands of expressions few are ever looked for.
///
/// Two threads may make it at once; one of the two is then kept and the other freed.
struct LazyHandle: ~Copyable, Sendable {
    // An address, 0 before the first use, or this for what cannot be made. The engine's objects are never at 1.
    private static let impossible: UInt = 1
    private let address = Atomic<UInt>(0)

    /// Nil when it is not made yet, or cannot be.
    var existing: OpaquePointer? {
        let bits = address.load(ordering: .acquiring)
        return bits == Self.impossible ? nil : OpaquePointer(bitPattern: bits)
    }

    /// - Parameters:
    ///   - make: gives nil for what cannot be made; it is then not tried again.
    ///   - free: for an object that another thread was quicker to make.
    func value(make: () -> OpaquePointer?, free: (OpaquePointer) -> Void) -> OpaquePointer? {
        let bits = address.load(ordering: .acquiring)
        if bits != 0 { return bits == Self.impossible ? nil : OpaquePointer(bitPattern: bits) }
        let made = make()
        let desired = made.map { UInt(bitPattern: $0) } ?? Self.impossible
        let (isStored, original) = address.compareExchange(
            expected: 0,
            desired: desired,
            ordering: .acquiringAndReleasing
        )
        if isStored { return made }
        if let made { free(made) }
        return original == Self.impossible ? nil : OpaquePointer(bitPattern: original)
    }
}
