/// A known asset with what is known to tell it from others.
package struct IdentityCandidate: Hashable, Sendable {
    package var asset: AssetID
    package var evidence: IdentityEvidence

    package init(asset: AssetID, evidence: IdentityEvidence) {
        self.asset = asset
        self.evidence = evidence
    }
}

/// Which asset a collection belongs to, and why.
package struct IdentityDecision: Hashable, Sendable {
    /// Nil: none of the candidates, so a new asset.
    package var asset: AssetID?
    /// The kinds of evidence that agreed, strongest first. Empty for a new asset.
    package var firedRules: [EvidenceKind]
    /// Evidence that points to other assets, in the candidates' order.
    package var conflicts: [IdentityConflict]
}

/// Evidence that points to an asset which the host, by stronger evidence, is not.
package struct IdentityConflict: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Shares a machine-id or host key with another machine: an image was copied without being reset.
        case clone
        /// Shares a serial number: blades show their chassis', and some makers repeat theirs.
        case sharedSerial = "shared-serial"
        /// Answers under a name or address that was another machine's.
        case reusedAddress = "reused-address"
        /// Two assets both fit without contradiction: probably one host that was recorded twice.
        case duplicate
    }

    package var kind: Kind
    package var asset: AssetID
    /// The strongest evidence that agrees.
    package var agreeing: EvidenceKind
    /// What speaks against, strongest first. Empty for a duplicate.
    package var against: [EvidenceKind]
}

/// Recognises a host that was seen before. Pure: it knows neither the database nor the clock.
///
/// The strongest rule on which host and candidate both have something to say decides: agreement makes it a match,
/// disagreement makes it another machine, whatever weaker rules say. So a reinstalled server stays itself (its UUID
/// agrees, its machine-id does not), a cloned one does not (its machine-id agrees, its UUID does not). Where nothing
/// stronger than a machine-id agrees, two weaker contradictions make it another machine: images carry machine-ids and
/// host keys along, addresses are given out again.
package enum IdentityMatcher {
    package static func decide(
        _ evidence: IdentityEvidence,
        candidates: [IdentityCandidate],
        rules: IdentityRules = .all
    ) -> IdentityDecision {
        let comparisons = candidates.map { Comparison(evidence, $0, kinds: rules.kinds) }
        let matches = comparisons.filter(\.isMatch).sorted { $0.isBetter(than: $1) }
        let match = matches.first
        let conflicts = comparisons.compactMap { comparison -> IdentityConflict? in
            if comparison.asset == match?.asset { return nil }
            return comparison.conflict(isNewAsset: match == nil)
        }
        return IdentityDecision(asset: match?.asset, firedRules: match?.agreeing ?? [], conflicts: conflicts)
    }
}

/// One candidate held against the evidence.
private struct Comparison {
    let asset: AssetID
    /// Strongest first, as are the disagreeing ones.
    let agreeing: [EvidenceKind]
    let disagreeing: [EvidenceKind]
    let isMatch: Bool

    init(_ evidence: IdentityEvidence, _ candidate: IdentityCandidate, kinds: [EvidenceKind]) {
        func both(_ kind: EvidenceKind) -> (Set<String>, Set<String>)? {
            guard let new = evidence.values[kind], let known = candidate.evidence.values[kind] else { return nil }
            return (new, known)
        }
        let agreeing = kinds.filter { both($0).map { !$0.isDisjoint(with: $1) } ?? false }
        var disagreeing = kinds.filter { both($0).map { $0.isDisjoint(with: $1) } ?? false }
        let supporting: [EvidenceKind] = [.hostname, .macAddress]
        disagreeing += supporting.filter { both($0).map { $0.isDisjoint(with: $1) } ?? false }
        asset = candidate.asset
        self.agreeing = agreeing
        self.disagreeing = disagreeing
        isMatch = Self.isMatch(agreeing: agreeing, disagreeing: disagreeing, kinds: kinds)
    }

    private static func isMatch(agreeing: [EvidenceKind], disagreeing: [EvidenceKind], kinds: [EvidenceKind]) -> Bool {
        guard let strongest = agreeing.first, let rank = kinds.firstIndex(of: strongest) else { return false }
        if let against = disagreeing.first, let other = kinds.firstIndex(of: against), other < rank { return false }
        switch strongest {
        case .smbiosUUID, .serial: return true
        case .machineID, .hostKey: return contradictions(disagreeing) < 2 || agreeing.contains(.target)
        case .fqdn, .target, .hostname, .macAddress: return contradictions(disagreeing) < 2
        }
    }

    /// Signs of another machine behind the same image or address: another host key, name, set of network cards.
    private static func contradictions(_ disagreeing: [EvidenceKind]) -> Int {
        let name = disagreeing.contains(.fqdn) || disagreeing.contains(.hostname)
        return [disagreeing.contains(.hostKey), name, disagreeing.contains(.macAddress)].count { $0 }
    }

    func isBetter(than other: Comparison) -> Bool {
        for (mine, theirs) in zip(agreeing.map(Self.rank), other.agreeing.map(Self.rank)) where mine != theirs {
            return mine < theirs
        }
        if agreeing.count != other.agreeing.count { return agreeing.count > other.agreeing.count }
        return asset < other.asset
    }

    private static func rank(_ kind: EvidenceKind) -> Int {
        EvidenceKind.allCases.firstIndex(of: kind) ?? EvidenceKind.allCases.count
    }

    /// Nil when nothing that is worth a word points to the candidate.
    func conflict(isNewAsset: Bool) -> IdentityConflict? {
        guard let strongest = agreeing.first else { return nil }
        let kind: IdentityConflict.Kind
        if isMatch {
            // A weak sign in common, such as a shared address, does not make two assets one.
            guard Self.rank(strongest) <= Self.rank(.hostKey) else { return nil }
            kind = .duplicate
        } else {
            switch strongest {
            case .machineID, .hostKey: kind = .clone
            case .serial:
                // Blades of one chassis would otherwise complain about each other in every scan.
                guard isNewAsset else { return nil }
                kind = .sharedSerial
            case .smbiosUUID: kind = .duplicate
            case .fqdn, .target, .hostname, .macAddress: kind = .reusedAddress
            }
        }
        return IdentityConflict(kind: kind, asset: asset, agreeing: strongest, against: isMatch ? [] : disagreeing)
    }
}
