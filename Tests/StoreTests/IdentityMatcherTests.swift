import EstateModel
import TestSupport
import Testing

@testable import Store

struct IdentityMatcherTests {
    /// One known asset, the evidence seen, and what must follow.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var known: [EvidenceKind: Set<String>]
        var seen: [EvidenceKind: Set<String>]
        var rules: IdentityRules = .all
        var matches: Bool
        var fired: [EvidenceKind] = []
        var conflict: IdentityConflict.Kind?

        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "the same UUID is the same machine, though everything else was reinstalled",
            known: [.smbiosUUID: ["u1"], .machineID: ["m1"], .hostKey: ["k1"], .fqdn: ["a.x"], .target: ["t 1"]],
            seen: [.smbiosUUID: ["u1"], .machineID: ["m2"], .hostKey: ["k2"], .fqdn: ["b.x"], .target: ["t 2"]],
            matches: true,
            fired: [.smbiosUUID]
        ),
        Case(
            name: "the same machine-id under another UUID is a clone",
            known: [.smbiosUUID: ["u1"], .machineID: ["m1"]],
            seen: [.smbiosUUID: ["u2"], .machineID: ["m1"]],
            matches: false,
            conflict: .clone
        ),
        Case(
            name: "the same host key under another machine-id is a clone",
            known: [.machineID: ["m1"], .hostKey: ["k1"]],
            seen: [.machineID: ["m2"], .hostKey: ["k1"]],
            matches: false,
            conflict: .clone
        ),
        Case(
            name: "the same address under another UUID is a reused address",
            known: [.smbiosUUID: ["u1"], .target: ["web01 10.0.0.1"]],
            seen: [.smbiosUUID: ["u2"], .target: ["web01 10.0.0.1"]],
            matches: false,
            conflict: .reusedAddress
        ),
        Case(
            name: "the same address with another host key is a reused address",
            known: [.hostKey: ["k1"], .target: ["web01 10.0.0.1"]],
            seen: [.hostKey: ["k2"], .target: ["web01 10.0.0.1"]],
            matches: false,
            conflict: .reusedAddress
        ),
        Case(
            name: "the same serial under another UUID is a shared serial",
            known: [.smbiosUUID: ["u1"], .serial: ["hp c1"]],
            seen: [.smbiosUUID: ["u2"], .serial: ["hp c1"]],
            matches: false,
            conflict: .sharedSerial
        ),
        Case(
            name: "a serial is enough where no UUID is readable",
            known: [.smbiosUUID: ["u1"], .serial: ["dell 7ppdy12"], .machineID: ["m1"]],
            seen: [.serial: ["dell 7ppdy12"], .machineID: ["m2"]],
            matches: true,
            fired: [.serial]
        ),
        Case(
            name: "a machine-id with a rotated host key is the same machine",
            known: [.machineID: ["m1"], .hostKey: ["k1"], .fqdn: ["a.x"]],
            seen: [.machineID: ["m1"], .hostKey: ["k2"], .fqdn: ["a.x"]],
            matches: true,
            fired: [.machineID, .fqdn]
        ),
        Case(
            name: "a machine-id with another host key and another name is a clone",
            known: [.machineID: ["m1"], .hostKey: ["k1"], .fqdn: ["a.x"]],
            seen: [.machineID: ["m1"], .hostKey: ["k2"], .fqdn: ["b.x"]],
            matches: false,
            conflict: .clone
        ),
        Case(
            name: "a clone that also carries the host key is known by its name and network cards",
            known: [.machineID: ["m1"], .hostKey: ["k1"], .hostname: ["a"], .macAddress: ["52:54:00:00:00:01"]],
            seen: [.machineID: ["m1"], .hostKey: ["k1"], .hostname: ["b"], .macAddress: ["52:54:00:00:00:02"]],
            matches: false,
            conflict: .clone
        ),
        Case(
            name: "a renamed host with a new key is itself at its old address",
            known: [.machineID: ["m1"], .hostKey: ["k1"], .fqdn: ["a.x"], .target: ["t 1"]],
            seen: [.machineID: ["m1"], .hostKey: ["k2"], .fqdn: ["b.x"], .target: ["t 1"]],
            matches: true,
            fired: [.machineID, .target]
        ),
        Case(
            name: "a name alone is a match when nothing speaks against it",
            known: [.fqdn: ["a.x"]],
            seen: [.fqdn: ["a.x"], .smbiosUUID: ["u1"]],
            matches: true,
            fired: [.fqdn]
        ),
        Case(
            name: "an address alone is no match for another name with other network cards",
            known: [.target: ["t 1"], .hostname: ["a"], .macAddress: ["m1"]],
            seen: [.target: ["t 1"], .hostname: ["b"], .macAddress: ["m2"]],
            matches: false,
            conflict: .reusedAddress
        ),
        Case(
            name: "a host name or a network card alone is never a match",
            known: [.hostname: ["a"], .macAddress: ["m1"]],
            seen: [.hostname: ["a"], .macAddress: ["m1"]],
            matches: false
        ),
        Case(
            name: "nothing in common is no match and no conflict",
            known: [.smbiosUUID: ["u1"], .machineID: ["m1"]],
            seen: [.smbiosUUID: ["u2"], .machineID: ["m2"]],
            matches: false
        ),
        Case(
            name: "a rule that is switched off neither matches",
            known: [.machineID: ["m1"]],
            seen: [.machineID: ["m1"]],
            rules: .all.subtracting(.machineID),
            matches: false
        ),
        Case(
            name: "… nor speaks against",
            known: [.smbiosUUID: ["u1"], .machineID: ["m1"]],
            seen: [.smbiosUUID: ["u2"], .machineID: ["m1"]],
            rules: .all.subtracting(.smbiosUUID),
            matches: true,
            fired: [.machineID]
        ),
        Case(
            name: "an asset with several values agrees when one of them does",
            known: [.smbiosUUID: ["u1", "u2"]],
            seen: [.smbiosUUID: ["u2"]],
            matches: true,
            fired: [.smbiosUUID]
        ),
    ]

    @Test(arguments: cases) func aKnownAssetIsRecognisedOrNot(example: Case) {
        let candidate = IdentityCandidate(
            asset: AssetID(rawValue: 7),
            evidence: IdentityEvidence(values: example.known)
        )
        let decision = IdentityMatcher.decide(
            IdentityEvidence(values: example.seen),
            candidates: [candidate],
            rules: example.rules
        )
        #expect(decision.asset == (example.matches ? AssetID(rawValue: 7) : nil))
        #expect(decision.firedRules == example.fired)
        #expect(decision.conflicts.map(\.kind) == [example.conflict].compactMap { $0 })
    }

    @Test func theStrongestMatchWinsAndTheOtherIsADuplicate() {
        let byUUID = IdentityCandidate(
            asset: AssetID(rawValue: 2),
            evidence: IdentityEvidence(values: [.smbiosUUID: ["u"]])
        )
        let bySerial = IdentityCandidate(
            asset: AssetID(rawValue: 1),
            evidence: IdentityEvidence(values: [.serial: ["s"]])
        )
        let seen = IdentityEvidence(values: [.smbiosUUID: ["u"], .serial: ["s"]])
        let decision = IdentityMatcher.decide(seen, candidates: [bySerial, byUUID])
        #expect(decision.asset == byUUID.asset)
        #expect(decision.conflicts.map(\.kind) == [.duplicate])
        #expect(decision.conflicts.map(\.asset) == [bySerial.asset])
    }

    @Test func bladesThatAreKnownDoNotComplainOfTheirChassisSerial() {
        let seen = IdentityEvidence(values: [.smbiosUUID: ["u2"], .serial: ["hp chassis"]])
        let own = IdentityCandidate(asset: AssetID(rawValue: 2), evidence: seen)
        let other = IdentityCandidate(
            asset: AssetID(rawValue: 1),
            evidence: IdentityEvidence(values: [.smbiosUUID: ["u1"], .serial: ["hp chassis"]])
        )
        let decision = IdentityMatcher.decide(seen, candidates: [other, own])
        #expect(decision.asset == own.asset)
        #expect(decision.conflicts.isEmpty)
    }

    /// Exhaustive: two values of every kind, agreeing, disagreeing or unknown, for two candidates.
    @Test func theDecisionNeverDependsOnTheOrderOfCandidatesAndNeverAgainstAStrongerRule() {
        var random = SeededRandom(seed: 4242)
        for round in 0..<20_000 {
            let seen = random.evidence()
            let candidates = (1...3).map {
                IdentityCandidate(asset: AssetID(rawValue: $0), evidence: random.evidence())
            }
            let rules = IdentityRules(rawValue: Int.random(in: 0..<64, using: &random))
            let decision = IdentityMatcher.decide(seen, candidates: candidates, rules: rules)
            let reversed = IdentityMatcher.decide(seen, candidates: candidates.reversed(), rules: rules)
            #expect(decision.asset == reversed.asset, "round \(round)")
            #expect(Set(decision.conflicts) == Set(reversed.conflicts), "round \(round)")
            guard let asset = decision.asset, let match = candidates.first(where: { $0.asset == asset }) else {
                continue
            }
            let strongest = rules.kinds.first { seen.values[$0] != nil && match.evidence.values[$0] != nil }
            #expect(strongest == decision.firedRules.first, "round \(round)")
            #expect(decision.firedRules.allSatisfy(rules.kinds.contains), "round \(round)")
        }
    }
}

extension SeededRandom {
    mutating func evidence() -> IdentityEvidence {
        var values: [EvidenceKind: Set<String>] = [:]
        for kind in EvidenceKind.allCases where chance(60) { values[kind] = [chance(50) ? "a" : "b"] }
        return IdentityEvidence(values: values)
    }
}
