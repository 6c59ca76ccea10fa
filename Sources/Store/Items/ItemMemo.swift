import EstateModel
import Synchronization

/// Items that were made already: a host shares most of its packages with those before it, and to write each out and
/// digest it again costs more than all else that is done to store a host.
final class ItemMemo: Sendable {
    private let known = Mutex<[ItemValue: Item]>([:])
    /// About 40 MB; an estate has a few ten thousand distinct packages.
    private static let most = 50_000

    /// The items of many values, in their order; those that were not known are made.
    func items(_ values: some Sequence<ItemValue>, make: (ItemValue) throws -> Item) rethrows -> [Item] {
        try known.withLock { known in
            try values.map { value in
                if let item = known[value] { return item }
                let item = try make(value)
                if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
                known[value] = item
                return item
            }
        }
    }
}
