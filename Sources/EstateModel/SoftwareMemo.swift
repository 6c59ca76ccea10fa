/// What was made of pieces of software before. Software that shares its memory with what was asked before is found by
/// its address; to compare a dozen texts for each package of ten thousand hosts would cost more than most of what is
/// remembered.
package struct SoftwareMemo<Value: Sendable>: Sendable {
    /// Its keys also keep the addresses from being given to others.
    private var byValue: [InstalledSoftware: Value] = [:]
    private var byAddress: [ObjectIdentifier: Value] = [:]
    private let most: Int

    /// - Parameter most: how many to remember; then everything is forgotten.
    package init(most: Int) {
        self.most = most
    }

    package func value(of software: InstalledSoftware) -> Value? {
        byAddress[software.address] ?? byValue[software]
    }

    /// What is remembered of equal software stays.
    package mutating func remember(_ value: Value, of software: InstalledSoftware) {
        if byValue.count >= most { self = Self(most: most) }
        // The dictionary would keep its old key, and with it another address.
        guard byValue[software] == nil else { return }
        byValue[software] = value
        byAddress[software.address] = value
    }
}

extension InstalledSoftware {
    /// Of the memory that copies share: the same for equal values only, as long as one of them is alive.
    fileprivate var address: ObjectIdentifier { ObjectIdentifier(fields.box) }
}
