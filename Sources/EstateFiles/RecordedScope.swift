/// The hosts that a record of the estate (a contract, an approval, a deviation) is about.
package enum RecordedScope: Hashable, Sendable {
    /// Every host of the organisations.
    case all
    /// The hosts that any of the lists names; at least one is not empty.
    case some(hosts: [String], groups: [String], tags: [String], sites: [String])
}
