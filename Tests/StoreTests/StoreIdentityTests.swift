import EstateModel
import Store
import Testing

/// Identity as the store keeps it: over scans, by hand, and undone.
struct StoreIdentityTests {
    @Test func aHostIsItselfUnderANewNameAndAddress() async throws {
        let estate = try Estate()
        let (_, first) = try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        var renamed = Sample.host(1)
        renamed.identity.fqdn = "web02.example.org"
        renamed.identity.hostname = "web02"
        let (_, second) = try await estate.scan(renamed, as: Sample.target("web02"))
        #expect(first.isNew && !second.isNew)
        #expect(first.asset == second.asset)
        #expect(second.matchedBy == [.smbiosUUID, .serial, .machineID, .hostKey])
        #expect(try await estate.store.assets().map(\.name) == ["web02"])
        let log = try await estate.store.matches(of: first.asset)
        #expect(log.map(\.isNew) == [true, false])
        #expect(log.map(\.target) == ["web01", "web02"])
    }

    @Test func aCloneIsAnAssetOfItsOwnAndSaidSoInEveryScan() async throws {
        let estate = try Estate()
        let original = Sample.host(1)
        var clone = Sample.host(2)
        clone.identity.machineID = original.identity.machineID
        clone.identity.hostKeyFingerprint = original.identity.hostKeyFingerprint
        try await estate.scan(original, as: Sample.target("web01"))
        for _ in 0..<2 {
            let (scan, host) = try await estate.scan(clone, as: Sample.target("web02"))
            #expect(host.conflicts.map(\.code) == [.identityConflict])
            #expect(host.conflicts.first?.message.contains("web01 (asset 1)") == true)
            let problems = try await estate.store.problems(in: scan)
            #expect(problems.map(\.problem) == host.conflicts)
        }
        #expect(try await estate.store.assets().map(\.name) == ["web01", "web02"])
    }

    @Test func aReusedAddressIsSaidOnceAndBelongsToTheNewMachineThen() async throws {
        let estate = try Estate()
        let target = Sample.target("web01", address: "192.0.2.1")
        let old = try await estate.scan(Sample.host(1), as: target).host
        let new = try await estate.scan(Sample.host(2), as: target).host
        #expect(old.asset != new.asset)
        #expect(new.conflicts.count == 1)
        let again = try await estate.scan(Sample.host(2), as: target).host
        #expect(again.asset == new.asset)
        #expect(again.conflicts.isEmpty)
    }

    @Test func aConflictThatPassesIsLookedAtAgainThoughNothingChanged() async throws {
        let estate = try Estate()
        let target = Sample.target("web01", address: "192.0.2.1")
        try await estate.scan(Sample.host(1), as: target)
        try await estate.scan(Sample.host(2), as: target)
        let scan = try await estate.begin()
        let digest = Sample.answers(Sample.host(2)).digest
        let unchanged = try await estate.store.recordUnchanged(
            target,
            answerSet: digest,
            parserVersion: "1",
            in: scan,
            at: Sample.start
        )
        #expect(unchanged == nil)
    }

    @Test func twoTargetsOfOneHostAreOneAsset() async throws {
        let estate = try Estate()
        for _ in 0..<2 {
            let scan = try await estate.begin()
            let first = try await estate.record(Sample.host(1), as: Sample.target("web01"), in: scan)
            let second = try await estate.record(Sample.host(1), as: Sample.target("web01-admin"), in: scan)
            #expect(first.asset == second.asset)
            #expect(second.conflicts.isEmpty && second.changes.isEmpty)
        }
        #expect(try await estate.store.assets().count == 1)
    }

    @Test func aRuleThatIsSwitchedOffDoesNotMatch() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        host.identity = HostIdentity(machineID: host.identity.machineID)
        host.hardware = nil
        try await estate.scan(host, as: Sample.target("web01"))
        let scan = try await estate.begin()
        let other = try await estate.record(
            host,
            as: Sample.target("web02"),
            in: scan,
            rules: .all.subtracting(.machineID)
        )
        #expect(other.isNew)
    }

    @Test func aMergeHidesOneAssetUntilItIsUndoneAndLeavesThePastAlone() async throws {
        let estate = try Estate()
        let store = estate.store
        let (firstScan, one) = try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        let (secondScan, two) = try await estate.scan(Sample.host(2), as: Sample.target("web02"))
        let merge = try await store.merge(one.asset, into: two.asset, reason: "same box", at: Sample.start)
        #expect(try await store.assets().map(\.id) == [two.asset])
        #expect(try await store.assets(asOf: secondScan).map(\.id) == [one.asset, two.asset])
        #expect(try await store.asset(one.asset).summary.id == two.asset)
        #expect(try await store.asset(two.asset).mergedAssets == [one.asset])
        #expect(try await store.asset(two.asset).summary.firstSeen == firstScan)
        #expect(try await store.software().allSatisfy { $0.hostCount == 1 })

        let (thirdScan, seen) = try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        #expect(seen.asset == two.asset)

        try await store.split(merge, at: Sample.start)
        #expect(try await store.assets().map(\.id) == [one.asset, two.asset])
        #expect(try await store.assets(asOf: thirdScan).map(\.id) == [two.asset])
        #expect(try await store.merges().map(\.undoneAt) == [Sample.start])
        await expectError(.notAllowed) { try await store.split(merge, at: Sample.start) }
    }

    @Test func aMergeThatMakesNoSenseIsRefused() async throws {
        let estate = try Estate()
        let one = try await estate.scan(Sample.host(1), as: Sample.target("web01")).host.asset
        let two = try await estate.scan(Sample.host(2), as: Sample.target("web02")).host.asset
        func merge(_ asset: AssetID, _ into: AssetID) async throws {
            _ = try await estate.store.merge(asset, into: into, reason: "", at: Sample.start)
        }
        await expectError(.notAllowed) { try await merge(one, one) }
        await expectError(.noSuchAsset) { try await merge(one, AssetID(rawValue: 99)) }
        try await merge(one, two)
        await expectError(.notAllowed) { try await merge(one, two) }
        await expectError(.notAllowed) { try await merge(two, one) }
    }

    @Test func aRetiredAssetIsLeftOutUntilItComesBack() async throws {
        let estate = try Estate()
        let target = Sample.target("web01", address: "192.0.2.1")
        let (scan, host) = try await estate.scan(Sample.host(1), as: target)
        try await estate.store.retire(host.asset, reason: "scrapped", at: Sample.start)
        #expect(try await estate.store.assets().isEmpty)
        #expect(try await estate.store.assets(includingRetired: true).map(\.isRetired) == [true])
        #expect(try await estate.store.assets(asOf: scan).count == 1)
        #expect(try await estate.store.software().isEmpty)

        // Another machine at its address is no conflict any more, and the old one is known when it comes back.
        let replacement = try await estate.scan(Sample.host(2), as: target).host
        #expect(replacement.isNew && replacement.conflicts.isEmpty)
        let back = try await estate.scan(Sample.host(1), as: Sample.target("web01-old")).host
        #expect(back.asset == host.asset && back.returned)
        #expect(try await estate.store.assets().count == 2)
    }

    @Test func guestsAreJoinedToTheirAssetsInEitherByteOrder() async throws {
        let estate = try Estate()
        var hypervisor = Sample.host(50)
        hypervisor.guests = [
            VirtualMachine(manager: "esxi", name: "db01", uuid: "4c4c4544-00a2-4210-8051-b5c04f375931"),
            VirtualMachine(manager: "esxi", name: "web01", uuid: "44454c4c-a300-1042-8051-b5c04f375931"),
            VirtualMachine(manager: "esxi", name: "nobody", uuid: Sample.uuid(900)),
            VirtualMachine(manager: "esxi", name: "template"),
        ]
        let db = try await estate.scan(Sample.host(1), as: Sample.target("db01")).host.asset
        let web = try await estate.scan(Sample.host(2), as: Sample.target("web01")).host.asset
        let host = try await estate.scan(hypervisor, as: Sample.target("esx01")).host.asset
        let relations = try await estate.store.guestsWithAssets(of: host)
        #expect(relations.map(\.guest.name) == ["db01", "nobody", "template", "web01"])
        #expect(relations.map(\.asset) == [db, nil, nil, web])
        #expect(try await estate.store.hosts(of: web) == [host])
        #expect(try await estate.store.hosts(of: host).isEmpty)
    }
}
