/// One thing before another; numbers from 0.
struct Arc: Hashable, Sendable {
    let from: Int32
    let to: Int32
}

/// A topological order of numbered things, or the circle that forbids one. Linear in things and arcs, and without
/// recursion, so that no chain is too deep.
struct Order: Sendable {
    let successors: Adjacency
    /// Every thing after all that come before it; the same arcs give the same order. Incomplete when there is a circle.
    let sequence: [Int32]
    /// The things of one circle in order, the first again at the end; nil when there is none.
    let cycle: [Int32]?

    init(count: Int, arcs: [Arc]) {
        successors = Adjacency(count: count, arcs: arcs)
        var waiting = [Int32](repeating: 0, count: count)
        for arc in arcs { waiting[Int(arc.to)] += 1 }
        var sequence: [Int32] = []
        sequence.reserveCapacity(count)
        for thing in 0..<Int32(clamping: count) where waiting[Int(thing)] == 0 { sequence.append(thing) }
        var next = 0
        while next < sequence.count {
            for follower in successors[sequence[next]] {
                waiting[Int(follower)] -= 1
                if waiting[Int(follower)] == 0 { sequence.append(follower) }
            }
            next += 1
        }
        self.sequence = sequence
        cycle = sequence.count == count ? nil : Self.circle(successors, waiting)
    }

    /// Every thing that still waits has a predecessor that still waits: going back from one of them ends in a circle.
    private static func circle(_ successors: Adjacency, _ waiting: [Int32]) -> [Int32]? {
        var before: [Int32: Int32] = [:]
        for thing in waiting.indices where waiting[thing] > 0 {
            let thing = Int32(thing)
            for follower in successors[thing] where before[follower] == nil { before[follower] = thing }
        }
        guard var place = before.keys.min() else { return nil }
        var seen: Set<Int32> = []
        while seen.insert(place).inserted {
            guard let previous = before[place] else { return nil }
            place = previous
        }
        var path = [place]
        var previous = before[place]
        while let thing = previous, thing != place {
            path.append(thing)
            previous = before[thing]
        }
        // Backwards from the smallest number, so that the same circle always reads the same.
        var forward = Array(path.reversed())
        let smallest = forward.indices.min { forward[$0] < forward[$1] } ?? 0
        forward = Array(forward[smallest...] + forward[..<smallest])
        return forward + forward.prefix(1)
    }
}

/// What follows each of many numbered things, in two arrays instead of many.
struct Adjacency: Sendable {
    private let offsets: [Int32]
    private let targets: [Int32]

    init(count: Int, arcs: [Arc]) {
        var offsets = [Int32](repeating: 0, count: count + 1)
        for arc in arcs { offsets[Int(arc.from) + 1] += 1 }
        for index in 0..<count { offsets[index + 1] += offsets[index] }
        var targets = [Int32](repeating: 0, count: arcs.count)
        var next = offsets
        for arc in arcs {
            targets[Int(next[Int(arc.from)])] = arc.to
            next[Int(arc.from)] += 1
        }
        self.offsets = offsets
        self.targets = targets
    }

    subscript(thing: Int32) -> ArraySlice<Int32> {
        targets[Int(offsets[Int(thing)])..<Int(offsets[Int(thing) + 1])]
    }
}
