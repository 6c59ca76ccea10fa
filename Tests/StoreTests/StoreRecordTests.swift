import EstateModel
import Foundation
import Store
import Testing

struct StoreRecordTests {
    @Test func aCollectionComesBackAsItWasRecorded() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        host.otherFacts = [Fact(kind: "windows-feature", fields: ["name": "SNMP-Service"])]
        host.guests = [VirtualMachine(manager: "libvirt", name: "db01", uuid: Sample.uuid(3), state: .running)]
        host.secureShell = SecureShellPosture(banner: "SSH-2.0-OpenSSH_9.2p1", keyExchange: "curve25519-sha256")
        host.updates = UpdateState()
        host.updates?.pending = [UpdateState.PendingUpdate(name: "openssl", installed: "3.0.15", security: true)]
        host.updates?.rebootNeeded = true
        host.problems = [Problem(.privilegeMissing, section: .hardware, message: "no", remedy: "sudo")]
        let (_, recorded) = try await estate.scan(host, as: Sample.target("web01"))
        let detail = try await estate.store.asset(recorded.asset)
        #expect(detail.collection == host)
        #expect(detail.summary.operatingSystem == host.operatingSystem)
        #expect(detail.summary.problems == host.problems)
        #expect(detail.summary.target == TargetSnapshot(Sample.target("web01")))
        #expect(Set(detail.lastComplete.keys) == Set(Section.allCases))
        #expect(recorded.changes[.software] == ChangeCount(added: 5, ended: 0))
    }

    @Test func anEmptyListOfUpdatesIsNotAnUnknownOne() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        host.updates = UpdateState()
        host.updates?.pending = []
        let one = try await estate.scan(host, as: Sample.target("web01")).host.asset
        #expect(try await estate.store.asset(one).collection.updates?.pending == [])
        host.updates?.pending = nil
        try await estate.scan(host, as: Sample.target("web01"))
        #expect(try await estate.store.asset(one).collection.updates == UpdateState())
    }

    @Test func anUpgradeIsOneEndedAndOneNewAndThePastStays() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        let (before, first) = try await estate.scan(host, as: Sample.target("web01"))
        host.software[2] = Sample.software(2, version: "2.0-1")
        let (after, second) = try await estate.scan(host, as: Sample.target("web01"))
        #expect(second.changes == [.software: ChangeCount(added: 1, ended: 1)])
        let old = try await estate.store.asset(first.asset, asOf: before).collection
        let new = try await estate.store.asset(first.asset, asOf: after).collection
        #expect(old.software == Sample.host(1).software)
        #expect(new.software == host.software.sorted { ($0.name, $0.version ?? "") < ($1.name, $1.version ?? "") })
    }

    @Test func aPartialSectionAddsAndEndsNothing() async throws {
        let estate = try Estate()
        var host = Sample.host(1, packages: 0..<5)
        try await estate.scan(host, as: Sample.target("web01"))
        host.software = [Sample.software(1), Sample.software(9)]
        host.listeners = []
        host.completeness[.software] = .partial
        host.completeness[.services] = .absent
        let (_, partial) = try await estate.scan(host, as: Sample.target("web01"))
        #expect(partial.changes[.software] == ChangeCount(added: 1, ended: 0))
        #expect(partial.changes[.listener] == nil)
        var detail = try await estate.store.asset(partial.asset)
        #expect(detail.collection.software.count == 6)
        #expect(detail.collection.listeners.count == 1)
        #expect(detail.lastComplete[.software]?.scan == ScanID(rawValue: 1))
        #expect(detail.lastComplete[.network]?.scan == ScanID(rawValue: 2))

        host.completeness[.software] = .complete
        host.completeness[.services] = nil
        try await estate.scan(host, as: Sample.target("web01"))
        detail = try await estate.store.asset(partial.asset)
        #expect(detail.collection.software == host.software)
        #expect(detail.collection.listeners.count == 1)
        #expect(detail.lastComplete[.software]?.scan == ScanID(rawValue: 3))
    }

    @Test func paidCoverThatWasLostIsNotKeptByAPartialSection() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        let attached = Fact(kind: "ubuntu-pro", fields: ["attached": "true"])
        let program = Fact(kind: "command", fields: ["command": "java"])
        host.otherFacts = [attached, program]
        try await estate.scan(host, as: Sample.target("web01"))
        host.completeness[.software] = .partial
        let detached = Fact(kind: "ubuntu-pro", fields: ["attached": "false"])
        host.otherFacts = [detached, Fact(kind: "command", fields: ["command": "node"])]
        let (_, recorded) = try await estate.scan(host, as: Sample.target("web01"))
        let facts = try await estate.store.asset(recorded.asset).collection.otherFacts
        #expect(!facts.contains(attached))
        #expect(facts.contains(detached))
        #expect(facts.contains(program))
    }

    @Test func hardwareThatWasReadWithoutRootKeepsWhatRootSaw() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        try await estate.scan(host, as: Sample.target("web01"))
        var partial = Hardware()
        partial.model = "PowerEdge R640"
        partial.memoryBytes = 128 << 30
        host.hardware = partial
        host.completeness[.hardware] = .partial
        let (_, recorded) = try await estate.scan(host, as: Sample.target("web01"))
        let hardware = try await estate.store.asset(recorded.asset).collection.hardware
        #expect(hardware?.serial == "SER-9X1001")
        #expect(hardware?.memoryBytes == 128 << 30)
    }

    @Test func whatIsTheSameNeedsNoParsing() async throws {
        let estate = try Estate()
        let host = Sample.host(1)
        let target = Sample.target("web01")
        let digest = Sample.answers(host).digest
        func unchanged(_ target: Target, _ digest: ContentDigest, version: String) async throws -> AssetID? {
            let scan = try await estate.begin()
            return try await estate.store.recordUnchanged(
                target,
                answerSet: digest,
                parserVersion: version,
                in: scan,
                at: Sample.start.adding(seconds: 9)
            )
        }
        #expect(try await unchanged(target, digest, version: "1") == nil)
        let asset = try await estate.scan(host, as: target).host.asset
        #expect(try await unchanged(target, digest, version: "1") == asset)
        #expect(try await unchanged(target, digest, version: "2") == nil)
        #expect(try await unchanged(target, ContentDigest(of: [1]), version: "1") == nil)
        #expect(try await unchanged(Sample.target("web02"), digest, version: "1") == nil)
        #expect(try await unchanged(Sample.target("web01", address: "192.0.2.9"), digest, version: "1") == nil)
        let seen = try await estate.store.assets()[0].lastSeen
        #expect(seen == Visit(scan: ScanID(rawValue: 3), at: Sample.start.adding(seconds: 9)))
    }

    @Test func whatTheEstateFileSaidIsKeptPerScan() async throws {
        let estate = try Estate()
        var target = Sample.target("web01")
        let (before, host) = try await estate.scan(Sample.host(1), as: target)
        target.owner = "Head of ICT"
        target.organisations = ["Darlington": 50, "Stockton": 50]
        let scan = try await estate.begin()
        let digest = Sample.answers(Sample.host(1)).digest
        let unchanged = try await estate.store.recordUnchanged(
            target,
            answerSet: digest,
            parserVersion: "1",
            in: scan,
            at: Sample.start
        )
        #expect(unchanged == host.asset)
        #expect(try await estate.store.assets(asOf: before)[0].target.owner == "Web team lead")
        #expect(try await estate.store.assets()[0].target.organisations == ["Darlington": 50, "Stockton": 50])
    }

    @Test func aScanThatIsOverTakesNothingMore() async throws {
        let estate = try Estate()
        let (scan, _) = try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        await expectError(.notAllowed) {
            try await estate.record(Sample.host(1), as: Sample.target("web01"), in: scan)
        }
        await expectError(.noSuchScan) { _ = try await estate.store.assets(asOf: ScanID(rawValue: 99)) }
        await expectError(.noSuchScan) {
            try await estate.record(Sample.host(1), as: Sample.target("web01"), in: ScanID(rawValue: 99))
        }
    }

    @Test func aScanThatNeverFinishedIsInterruptedAndCanBeResumed() async throws {
        let estate = try Estate()
        try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        let scan = try await estate.begin()
        try await estate.record(Sample.host(1), as: Sample.target("web01"), in: scan)
        #expect(try await estate.store.scans().map(\.state) == [.interrupted, .finished])
        #expect(try await estate.store.scans(lockHeld: true).map(\.state) == [.running, .finished])
        let interrupted = try #require(try await estate.store.interruptedScan())
        #expect(interrupted.scan == scan)
        #expect(interrupted.visited == ["web01"])
        try await estate.store.finishScan(scan, at: Sample.start)
        #expect(try await estate.store.interruptedScan() == nil)
        #expect(try await estate.store.scans()[0].context == Sample.context)
    }

    @Test func neitherUserNorCredentialIsStored() async throws {
        let estate = try Estate()
        var target = Sample.target("web01")
        target.user = "the-user-of-the-scan"
        target.credential = "the-name-of-a-credential"
        try await estate.scan(Sample.host(1), as: target)
        try estate.store.close()
        let bytes = try Data(contentsOf: URL(filePath: estate.folder.database))
        #expect(bytes.range(of: Data("web01".utf8)) != nil)
        for secret in [target.user, target.credential] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
    }

    @Test func hostileTextIsStoredAsItIs() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        host.software = [
            InstalledSoftware(source: .dpkg, name: "'; DROP TABLE item; --", version: "1\u{0}2\u{1b}[31m"),
            InstalledSoftware(source: .dpkg, name: "", version: "\u{202e}"),
        ]
        let asset = try await estate.scan(host, as: Sample.target("web01'\"")).host.asset
        let stored = try await estate.store.asset(asset)
        #expect(Set(stored.collection.software) == Set(host.software))
        #expect(stored.summary.name == "web01'\"")
    }
}
