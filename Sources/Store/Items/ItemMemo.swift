import EstateModel
import Synchronization

/// Items that were made already: a host shares most of its packages with those before it, and to write each out and
/// digest it again costs more than all else that is done to store a host.
final class ItemMemo: Sendable {
    private struct Key: Hashable {
        let value: ItemValue

        /// Packages differ in name and version, so hashing the dozen other fields would only cost time.
        func hash(into hasher: inout Hasher) {
            guard case .software(let software) = value else { return value.hash(into: &hasher) }
            hasher.combine(software.name)
            hasher.combine(software.version)
        }
    }

    private let known = Mutex<[Key: Item]>([:])
    /// About 40 MB; an estate has a few ten thousand distinct packages.
    private static let most = 50_000

    /// The items of many values, in their order; those that were not known are made.
    func items(_ values: some Sequence<ItemValue>, make: (ItemValue) throws -> Item) rethrows -> [Item] {
        try known.withLock { known in
            try values.map { value in
                let key = Key(value: value)
                if let item = known[key] { return item }
                let item = try make(value)
                if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
                known[key] = item
                return item
            }
        }
    }
}
