import EstateModel
import Synchronization

/// Items that were made already: a host shares most of its packages with those before it, and to write each out and
/// digest it again costs more than all else that is done to store a host.
final class ItemMemo: Sendable {
    /// About 40 MB; an estate has a few ten thousand distinct packages.
    private static let most = 50_000
    /// Larger ones are rare, and a host that sends many must not fill our memory.
    private static let largestBody = 1_000

    private struct State {
        var software = SoftwareMemo<Item>(most: ItemMemo.most)
        var others: [ItemValue: Item] = [:]
    }

    private let state = Mutex(State())

    /// The items of pieces of software, in their order; those that were not known are made.
    func items(_ software: [InstalledSoftware]) throws -> [Item] {
        let known = state.withLock { state in software.map { state.software.value(of: $0) } }
        return try zip(software, known).map { software, item in
            if let item { return item }
            let item = try ItemEncoder.item(.software(software))
            guard item.body.count <= Self.largestBody else { return item }
            state.withLock { $0.software.remember(item, of: software) }
            return item
        }
    }

    /// The same for other values.
    func items(_ values: [ItemValue]) throws -> [Item] {
        let known = state.withLock { state in values.map { state.others[$0] } }
        return try zip(values, known).map { value, item in
            if let item { return item }
            let item = try ItemEncoder.item(value)
            guard item.body.count <= Self.largestBody else { return item }
            state.withLock { state in
                if state.others.count >= Self.most { state.others = [:] }
                state.others[value] = item
            }
            return item
        }
    }
}
