/// What was made of pieces of software before. Software that shares its memory with what was asked before is found by
/// its address; to compare a dozen texts for each package of ten thousand hosts would cost more than most of what is
/// remembered.
package struct SoftwareMemo<Value: Sendable>: Sendable {
    private var byValue: [InstalledSoftware: Value] = [:]
    private var byAddress: [ObjectIdentifier: Value] = [:]
    /// Keeps the addresses from being given to others.
    private var aliases: [InstalledSoftware] = []
    private let most: Int

    /// - Parameter most: how many to remember; then everything is forgotten.
    package init(most: Int) {
        self.most = most
    }

    package var count: Int { byValue.count }

    package mutating func value(of software: InstalledSoftware) -> Value? {
        if let known = byAddress[software.address] { return known }
        guard let known = byValue[software] else { return nil }
        remember(known, at: software)
        return known
    }

    package mutating func remember(_ value: Value, of software: InstalledSoftware) {
        if byValue.count >= most { self = Self(most: most) }
        byValue[software] = value
        remember(value, at: software)
    }

    private mutating func remember(_ value: Value, at software: InstalledSoftware) {
        if aliases.count >= 2 * most {
            aliases = []
            byAddress = [:]
        }
        aliases.append(software)
        byAddress[software.address] = value
    }
}

extension InstalledSoftware {
    /// Of the memory that copies share: the same for equal values only, as long as one of them is alive.
    fileprivate var address: ObjectIdentifier { ObjectIdentifier(fields.box) }
}
