package import EstateModel
import GRDB

/// What became of a collection.
package struct RecordedHost: Hashable, Sendable {
    package var asset: AssetID
    package var isNew: Bool
    /// It had been retired, and is back.
    package var returned: Bool
    /// The evidence by which a known asset was recognised, strongest first.
    package var matchedBy: [EvidenceKind]
    /// Kinds of which nothing changed are left out.
    package var changes: [ItemKind: ChangeCount]
    /// Evidence that points to other assets; kept with the collection's own problems.
    package var conflicts: [Problem]
}

extension InventoryStore {
    /// Stores what a scan learnt about a host: all of it or, when this throws, nothing.
    ///
    /// - Parameters:
    ///   - answers: what the collection was parsed from; empty for an import.
    ///   - parserVersion: changes whenever the same answers may give another collection.
    ///   - rules: by which a known asset may be recognised.
    package func record(
        _ collection: HostCollection,
        of target: Target,
        answers: AnswerSet,
        parserVersion: String,
        in scan: ScanID,
        at: Instant,
        rules: IdentityRules = .all
    ) async throws(StoreError) -> RecordedHost {
        let items = try encoded { try ItemEncoder.items(collection, parserVersion: parserVersion, memo: memo) }
        let snapshot = TargetSnapshot(target)
        let evidence = IdentityEvidence(collection, targetName: target.name, targetAddress: target.address)
        let sections = collection.completeness
        let bootedAt = collection.bootedAt
        return try await writeInGroup { database in
            try requireOpen(scan, in: database)
            let number = scan.rawValue
            let targets = TargetTable(database: database, scan: number)
            let targetID = try targets.id(snapshot.name)
            try targets.record(snapshot, target: targetID)
            let identity = try IdentityRecorder(database: database, scan: number, rules: rules)
                .identify(evidence, target: targetID)
            let changes = try ObservationTable(database: database, scan: number).record(
                items + (try identity.problems.map { try ItemEncoder.item(.problem($0)) }),
                asset: identity.asset,
                sections: sections
            )
            try AnswerTable(database: database, scan: number).record(answers, asset: identity.asset)
            let boot = try targets.newBoot(bootedAt, asset: identity.asset)
            try targets.recordVisit(target: targetID, asset: identity.asset, at: at, reach: .collected, bootedAt: boot)
            try targets.setState(
                target: targetID,
                asset: identity.asset,
                answerSet: identity.isSettled && !answers.answers.isEmpty ? answers.digest : nil,
                parserVersion: parserVersion
            )
            return RecordedHost(
                asset: AssetID(rawValue: identity.asset),
                isNew: identity.isNew,
                returned: identity.returned,
                matchedBy: identity.firedRules,
                changes: changes,
                conflicts: identity.problems
            )
        }
    }

    /// Notes that a target gave the answers that it gave last time, so that they need not be parsed again.
    ///
    /// - Returns: the asset, or nil when anything differs: then parse, and record in full.
    package func recordUnchanged(
        _ target: Target,
        answerSet: ContentDigest,
        parserVersion: String,
        in scan: ScanID,
        at: Instant
    ) async throws(StoreError) -> AssetID? {
        let snapshot = TargetSnapshot(target)
        return try await writeInGroup { database in
            try requireOpen(scan, in: database)
            let targets = TargetTable(database: database, scan: scan.rawValue)
            let targetID = try targets.id(snapshot.name)
            let asset = try targets.unchangedAsset(
                target: targetID,
                answerSet: answerSet,
                parserVersion: parserVersion
            )
            guard let asset, try targets.isSameAddress(snapshot, target: targetID) else { return nil }
            try targets.record(snapshot, target: targetID)
            try targets.recordVisit(target: targetID, asset: asset, at: at, reach: .collected)
            return AssetID(rawValue: asset)
        }
    }

    /// Stores that a target could not be collected, and why. What is known of its asset stays as it was.
    ///
    /// - Parameter reach: how far the scan got; nil to tell from the first problem.
    package func recordFailure(
        of target: Target,
        problems: [Problem],
        reach: Reach? = nil,
        in scan: ScanID,
        at: Instant
    ) async throws(StoreError) {
        let snapshot = TargetSnapshot(target)
        let reach = reach ?? problems.first.map { Reach($0.code) } ?? .nothing
        try await writeInGroup { database in
            try requireOpen(scan, in: database)
            let targets = TargetTable(database: database, scan: scan.rawValue)
            let targetID = try targets.id(snapshot.name)
            try targets.record(snapshot, target: targetID)
            try targets.recordVisit(target: targetID, asset: nil, at: at, reach: min(reach, .authenticated))
            try targets.recordProblems(problems, target: targetID)
        }
    }
}
