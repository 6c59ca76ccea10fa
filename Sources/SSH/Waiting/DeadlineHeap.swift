/// Deadlines of waits, earliest first: a binary heap of (instant, token).
///
/// A wait that ended early is not searched for: its entry stays until it is due or until ``removeAll(except:)``.
struct DeadlineHeap: Sendable {
    struct Entry: Sendable {
        let deadline: ContinuousClock.Instant
        let token: UInt64
    }

    private var entries: [Entry] = []

    var count: Int { entries.count }

    var earliest: ContinuousClock.Instant? { entries.first?.deadline }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        siftUp(from: entries.count - 1)
    }

    /// Removes and returns the earliest entry that is due at `now`; nil when none is.
    mutating func popDue(at now: ContinuousClock.Instant) -> Entry? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            siftDown(from: 0)
        }
        return first
    }

    /// Forgets the entries whose wait is over.
    mutating func removeAll(except isWaiting: (UInt64) -> Bool) {
        entries.removeAll { !isWaiting($0.token) }
        for index in stride(from: entries.count / 2 - 1, through: 0, by: -1) { siftDown(from: index) }
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].deadline < entries[parent].deadline else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(from start: Int) {
        var parent = start
        while true {
            let left = 2 * parent + 1
            guard left < entries.count else { return }
            let right = left + 1
            let rightIsSmaller = right < entries.count && entries[right].deadline < entries[left].deadline
            let child = rightIsSmaller ? right : left
            guard entries[child].deadline < entries[parent].deadline else { return }
            entries.swapAt(child, parent)
            parent = child
        }
    }
}
