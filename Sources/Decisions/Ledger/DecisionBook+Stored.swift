import EstateModel
import Planning

extension DecisionBook {
    static let bookID = "log"
    private static let mostNumbers = 1_000_000_000

    /// What is stored for the book as a whole.
    private struct Summary: Codable {
        var lastAt: Instant?
        var numbers: RecordNumbers
    }

    /// The whole state as it must be stored, by kind and id: what a rebuild from the log is compared with.
    package func storedStates() throws(DecisionFault) -> [StoredState] {
        var keys = assets.keys.map { (StoredState.Kind.asset, String($0)) }
        keys += controls.keys.map { (.control, $0) }
        keys += exceptions.keys.map { (.exception, $0) }
        keys += plans.records.map { (.plan, $0.reference.description) }
        keys += risks.keys.map { (.risk, $0) }
        keys.sort { ($0.0.rawValue, $0.1) < ($1.0.rawValue, $1.1) }
        var states = [try storedSummary()]
        for (kind, id) in keys {
            if let state = try storedState(kind, id) { states.append(state) }
        }
        return states
    }

    func storedSummary() throws(DecisionFault) -> StoredState {
        StoredState(.book, Self.bookID, body: try CanonicalJSON.encode(Summary(lastAt: lastAt, numbers: numbers)))
    }

    /// Nil when there is no such record.
    func storedState(_ kind: StoredState.Kind, _ id: String) throws(DecisionFault) -> StoredState? {
        func state(_ record: (some Encodable)?) throws(DecisionFault) -> StoredState? {
            guard let record else { return nil }
            return StoredState(kind, id, body: try CanonicalJSON.encode(record))
        }
        switch kind {
        case .book: return try storedSummary()
        case .asset: return try state(Int64(id).flatMap { assets[$0] })
        case .control: return try state(controls[id])
        case .exception: return try state(exceptions[id])
        case .plan: return try state(PlanReference(id).flatMap { plans[$0] })
        case .risk:
            var stored = try state(risks[id])
            stored?.outline = risks[id].map { RiskOutline($0).text }
            return stored
        }
    }

    /// Takes records that were stored; plans are added with ``takePlans(_:)``, all at once.
    mutating func take(_ kind: StoredState.Kind, _ id: String, body: String) throws(DecisionFault) {
        switch kind {
        case .book:
            let summary = try CanonicalJSON.decode(Summary.self, from: body, subject: id)
            guard (0..<Self.mostNumbers).contains(summary.numbers.control),
                (0..<Self.mostNumbers).contains(summary.numbers.exception)
            else { throw DecisionFault(id, .log, "its numbers are none that were given", "run `reeve audit verify`") }
            lastAt = summary.lastAt
            numbers = summary.numbers
        case .asset:
            let record = try CanonicalJSON.decode(AssetRecord.self, from: body, subject: id)
            assets[record.id] = record
        case .control: controls[id] = try CanonicalJSON.decode(ControlRecord.self, from: body, subject: id)
        case .exception: exceptions[id] = try CanonicalJSON.decode(ExceptionRecord.self, from: body, subject: id)
        case .risk: risks[id] = try CanonicalJSON.decode(RiskRecord.self, from: body, subject: id)
        case .plan: try takePlans([(id, body)])
        }
    }

    mutating func takePlans(_ bodies: [(id: String, body: String)]) throws(DecisionFault) {
        var records = plans.records
        for (id, body) in bodies {
            records.append(try CanonicalJSON.decode(PlanRecord.self, from: body, subject: id))
        }
        plans = PlanBook(records: records)
    }
}
