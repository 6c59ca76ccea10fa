package import EstateModel
import GRDB

/// A risk's reference number and the day on which it was first seen. Kept for ever: a number is never given again.
package struct StoredRiskReference: Hashable, Sendable {
    /// What makes the risk the same risk from scan to scan, in the form of the module that made it.
    package var key: String
    /// `R-0001`.
    package var reference: String
    package var firstDetected: CalendarDay

    package init(key: String, reference: String, firstDetected: CalendarDay) {
        self.key = key
        self.reference = reference
        self.firstDetected = firstDetected
    }
}

extension AuditTransaction {
    /// Moves the day on which a risk was first seen back to an earlier one; never to a later.
    package func lowerFirstDetected(of key: String, to day: CalendarDay) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE risk_reference SET first_detected = ?1 WHERE key = ?2 AND first_detected > ?1"
        )
        try statement.execute(arguments: [Int64(day.daysSinceEpoch), key])
    }
}

extension InventoryStore {
    /// Every reference that was ever given, by reference.
    package func riskReferences() async throws(StoreError) -> [StoredRiskReference] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT key, reference, first_detected FROM risk_reference ORDER BY reference"
            ).map { row in
                StoredRiskReference(
                    key: row[0],
                    reference: row[1],
                    firstDetected: CalendarDay(daysSinceEpoch: Int32(clamping: row[2] as Int64))
                )
            }
        }
    }

    /// Keeps new references. A key that has one already keeps it, whoever was first.
    package func addRiskReferences(_ references: [StoredRiskReference]) async throws(StoreError) {
        guard !references.isEmpty else { return }
        try await write { database in
            for reference in references.sorted(by: { $0.reference < $1.reference }) {
                try database.execute(
                    sql: """
                        INSERT INTO risk_reference (key, reference, first_detected) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        reference.key, reference.reference, Int64(reference.firstDetected.daysSinceEpoch),
                    ]
                )
            }
        }
    }
}
