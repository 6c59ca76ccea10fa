import EstateModel

extension DecisionBook {
    mutating func apply(_ act: AssetAct, _ occasion: Occasion) throws(DecisionFault) {
        switch act {
        case .retire(let id, let name): try retire(id, name, occasion)
        case .restore(let id, let scan): try restore(id, scan, occasion)
        case .merge(let id, let name, let into, _, let merge): try self.merge(id, name, into, merge, occasion)
        case .split(let id, let merge): try split(id, merge, occasion)
        }
    }

    private mutating func retire(_ id: Int64, _ name: String, _ occasion: Occasion) throws(DecisionFault) {
        var record = assets[id] ?? .new(id, name)
        if let known = record.retirement {
            let text = "it was taken out of use on \(known.on.longDescription)"
            throw DecisionFault(Self.subject(id), .noChange, text, "nothing to do")
        }
        record.name = name
        record.retirement = .init(on: occasion.day, by: occasion.actor, reason: occasion.reason)
        record.retiredOn.append(occasion.day)
        keep(record, occasion)
    }

    private mutating func restore(_ id: Int64, _ scan: Int64, _ occasion: Occasion) throws(DecisionFault) {
        guard var record = assets[id], record.isRetired else {
            throw DecisionFault(Self.subject(id), .state, "it was not taken out of use", "nothing to do")
        }
        record.retirement = nil
        keep(record, occasion)
    }

    private mutating func merge(
        _ id: Int64,
        _ name: String,
        _ into: Int64,
        _ merge: Int64,
        _ occasion: Occasion
    ) throws(DecisionFault) {
        guard id != into else {
            throw DecisionFault(Self.subject(id), .state, "it cannot be merged into itself", "name two assets")
        }
        var record = assets[id] ?? .new(id, name)
        record.name = name
        record.merges.append(.init(id: merge, into: into, on: occasion.day, entry: occasion.sequence))
        keep(record, occasion)
    }

    private mutating func split(_ id: Int64, _ merge: Int64, _ occasion: Occasion) throws(DecisionFault) {
        // One that was merged before such acts were logged has no record of it, and is split all the same.
        var record = assets[id] ?? .new(id, Self.subject(id))
        if let index = record.merges.lastIndex(where: { $0.id == merge }) {
            guard record.merges[index].undoneOn == nil else {
                throw DecisionFault(Self.subject(id), .noChange, "merge \(merge) is undone already", "nothing to do")
            }
            record.merges[index].undoneOn = occasion.day
        }
        keep(record, occasion)
    }

    private mutating func keep(_ record: AssetRecord, _ occasion: Occasion) {
        var record = record
        record.changedBy = occasion.sequence
        assets[record.id] = record
    }

    /// The asset that stands for one: itself, or the one that it was merged into, step by step.
    func standIn(for id: Int64) -> Int64 {
        var current = id
        // A circle cannot be merged; a log that says so all the same must not hang its reader.
        for _ in 0..<100 {
            guard let next = assets[current]?.merges.last(where: { $0.undoneOn == nil })?.into else { break }
            current = next
        }
        return current
    }

    private static func subject(_ id: Int64) -> String { "asset \(id)" }
}

extension AssetRecord {
    fileprivate static func new(_ id: Int64, _ name: String) -> AssetRecord {
        AssetRecord(id: id, name: name, retiredOn: [], merges: [], changedBy: 0)
    }
}
