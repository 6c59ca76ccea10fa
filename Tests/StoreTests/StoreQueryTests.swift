import EstateModel
import Testing

@testable import Store

struct StoreQueryTests {
    @Test func softwareIsCountedOverTheEstateAndFiltered() async throws {
        let estate = try Estate()
        var first = Sample.host(1, packages: 0..<4)
        first.software.append(InstalledSoftware(source: .command, name: "OpenJDK_17", version: "17.0.9"))
        let (scan, web) = try await estate.scan(first, as: Sample.target("web01"))
        try await estate.scan(Sample.host(2, packages: 2..<6), as: Sample.target("web02"))
        func names(_ filter: SoftwareFilter, asOf: ScanID? = nil) async throws -> [String] {
            try await estate.store.software(filter, asOf: asOf).map { "\($0.software.name) \($0.hostCount)" }
        }
        let all = [
            "OpenJDK_17 1", "package-0 1", "package-1 1", "package-2 2", "package-3 2", "package-4 1", "package-5 1",
        ]
        #expect(try await names(SoftwareFilter()) == all)
        #expect(try await names(SoftwareFilter(), asOf: scan).count == 5)
        #expect(try await names(SoftwareFilter(name: "openjdk*")) == ["OpenJDK_17 1"])
        #expect(try await names(SoftwareFilter(name: "package-?")).count == 6)
        #expect(try await names(SoftwareFilter(name: "OpenJDK?17")) == ["OpenJDK_17 1"])
        #expect(try await names(SoftwareFilter(name: "package_1")).isEmpty)
        #expect(try await names(SoftwareFilter(name: "%")).isEmpty)
        #expect(try await names(SoftwareFilter(source: .command)) == ["OpenJDK_17 1"])
        let mine = SoftwareFilter(name: "*-[23]", asset: web.asset)
        #expect(try await names(mine).isEmpty)
        #expect(try await names(SoftwareFilter(name: "*-2", asset: web.asset)) == ["package-2 2"])
        let shared = try await estate.store.software(SoftwareFilter(name: "package-2"))[0].item
        #expect(try await estate.store.assets(with: shared).count == 2)
        #expect(try await estate.store.assets(with: shared, asOf: scan) == [web.asset])
    }

    @Test func allAssetsAreReadAtOnceAsOneByOne() async throws {
        let estate = try Estate()
        let first = try await estate.scan(Sample.host(1, packages: 0..<4), as: Sample.target("web02")).host.asset
        let (scan, second) = try await estate.scan(Sample.host(2, packages: 2..<6), as: Sample.target("web01"))
        try await estate.scan(Sample.host(1, packages: 1..<7), as: Sample.target("web02"))
        for moment in [scan, nil] {
            let catalogue = FactCatalogue()
            let hosts = try await estate.store.allHosts(asOf: moment, catalogue)
            #expect(hosts.map(\.summary.name) == ["web02", "web01"])
            for (host, asset) in zip(hosts, [first, second.asset]) {
                let whole = try await estate.store.asset(asset, asOf: moment)
                #expect(host.summary == whole.summary)
                let numbered = Set(host.facts.map(catalogue.entry))
                #expect(
                    numbered
                        == Set(
                            whole.collection.software.map { .software($0) }
                                + whole.collection.otherFacts.map { .fact($0) }
                        )
                )
                #expect(Set(host.collection.otherFacts) == Set(whole.collection.otherFacts))
                #expect(host.collection.operatingSystem == whole.collection.operatingSystem)
                #expect(host.collection.hardware == whole.collection.hardware)
                #expect(host.collection.listeners == whole.collection.listeners)
                #expect(host.collection.completeness == whole.collection.completeness)
            }
        }
    }

    /// Once, a walk that ended early left its read transaction open, and later reads saw the past.
    @Test func aWalkThatStopsHalfWayDoesNotFreezeTheView() async throws {
        let estate = try Estate()
        try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        for _ in 0..<4 {
            await expectError(.notAllowed) {
                try await estate.store.read { database in
                    try HoldingReader(database, asOf: .max).forEachAsset { _, _ in
                        throw StoreError(.notAllowed, subject: "test", message: "stop")
                    }
                }
            }
        }
        let (scan, _) = try await estate.scan(Sample.host(2), as: Sample.target("web02"))
        for _ in 0..<4 { #expect(try await estate.store.assets(asOf: scan).count == 2) }
    }

    @Test func aFailedTargetShowsWhyAndKeepsWhatIsKnown() async throws {
        let estate = try Estate()
        let target = Sample.target("web01")
        let (_, host) = try await estate.scan(Sample.host(1), as: target)
        let scan = try await estate.begin()
        let refused = Problem(.authenticationRefused, message: "the key was refused", remedy: "install it")
        try await estate.store.recordFailure(of: target, problems: [refused], in: scan, at: Sample.start)
        let lost = Problem(.unreachable, message: "no route", remedy: "look")
        try await estate.store.recordFailure(of: Sample.target("web02"), problems: [lost], in: scan, at: Sample.start)
        var other = Sample.host(3)
        other.problems = [Problem(.privilegeMissing, section: .hardware, message: "no", remedy: "sudo")]
        let recorded = try await estate.record(other, as: Sample.target("web03"), in: scan)
        try await estate.store.finishScan(scan, at: Sample.start)

        let assets = try await estate.store.assets()
        #expect(assets.map(\.name) == ["web01", "web03"])
        #expect(assets[0].failures == [refused])
        #expect(assets[0].lastSeen.scan < assets[0].lastVisit.scan)
        #expect(assets[0].operatingSystem != nil)
        let problems = try await estate.store.problems(in: scan)
        #expect(problems.map(\.target) == ["web01", "web02", "web03"])
        #expect(problems.map(\.asset) == [host.asset, nil, recorded.asset])
        #expect(problems.map(\.reach) == [.reached, .nothing, .collected])
        let coverage = try await estate.store.coverage(of: scan)
        #expect(coverage.targets == 3)
        #expect(coverage.reached == 2)
        #expect(coverage.authenticated == 1)
        #expect(coverage.collected == 1)
        #expect(coverage.collectedWithProblems == 1)
        #expect(coverage.failuresByCode == [.authenticationRefused: 1, .unreachable: 1])
        let last = try await estate.store.lastSuccesses()
        #expect(last["web01"]??.scan == ScanID(rawValue: 1))
        #expect(last["web02"] == .some(nil))
    }

    @Test func aProblemThatIsGoneIsShownForItsOwnScansOnly() async throws {
        let estate = try Estate()
        var host = Sample.host(1)
        host.problems = [Problem(.privilegeMissing, message: "no", remedy: "sudo")]
        let (before, _) = try await estate.scan(host, as: Sample.target("web01"))
        host.problems = []
        let (after, _) = try await estate.scan(host, as: Sample.target("web01"))
        #expect(try await estate.store.problems(in: before).count == 1)
        #expect(try await estate.store.problems(in: after).isEmpty)
    }

    @Test func answersAreReadAsOfAnyScan() async throws {
        let estate = try Estate()
        let host = Sample.host(1)
        var later = host
        later.software.append(Sample.software(80))
        let (before, recorded) = try await estate.scan(host, as: Sample.target("web01"))
        try await estate.scan(later, as: Sample.target("web01"))
        let old = try await estate.store.answers(of: recorded.asset, asOf: before)
        let new = try await estate.store.answers(of: recorded.asset)
        #expect(old.map(\.answer) == Sample.answers(host).answers.sorted { $0.probe < $1.probe })
        #expect(new.map(\.answer) == Sample.answers(later).answers.sorted { $0.probe < $1.probe })
        #expect(new.map(\.since.rawValue) == [1, 2, 1])
        #expect(new[1].digest == ContentDigest(of: new[1].answer.stdout))
    }

    @Test func evidenceLeadsFromAFactToItsScanAndScript() async throws {
        let estate = try Estate()
        let host = Sample.host(1)
        let (first, recorded) = try await estate.scan(host, as: Sample.target("web01"))
        try await estate.scan(host, as: Sample.target("web01"))
        let item = try await estate.store.software(SoftwareFilter(name: "package-1"))[0].item
        let evidence = try #require(try await estate.store.evidence(for: item, of: recorded.asset))
        #expect(evidence.value == .software(Sample.software(1)))
        #expect(evidence.firstSeen == first)
        #expect(evidence.lastSeen.scan == ScanID(rawValue: 2))
        #expect(evidence.ended == nil)
        #expect(evidence.scriptDigest == host.scriptDigest)
        #expect(try await estate.store.evidence(for: ItemID(rawValue: 9999), of: recorded.asset) == nil)
    }

    @Test(arguments: ["web01", "1", "host1.example.org", "HOST1", "4c4c4544-00a2-4210-8051-b5c04f375931"])
    func anAssetIsFoundByWhatPeopleCallIt(text: String) async throws {
        let estate = try Estate()
        let asset = try await estate.scan(Sample.host(1), as: Sample.target("web01")).host.asset
        try await estate.scan(Sample.host(2), as: Sample.target("web02"))
        #expect(try await estate.store.findAssets(text) == [asset])
    }

    @Test func anAssetThatHasTwoTargetsIsFoundByBoth() async throws {
        let estate = try Estate()
        let (first, recorded) = try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        try await estate.scan(Sample.host(1), as: Sample.target("web01-backup-lan"))
        for name in ["web01", "web01-backup-lan"] {
            #expect(try await estate.store.findAssets(name) == [recorded.asset], "\(name)")
        }
        // Before the second scan nobody had reached it under that name.
        #expect(try await estate.store.findAssets("web01-backup-lan", asOf: first).isEmpty)
    }

    /// The address was given to another machine, so the name is that one's; the first is found by its own name.
    @Test func aTargetLeadsToTheMachineThatAnsweredLast() async throws {
        let estate = try Estate()
        let old = try await estate.scan(Sample.host(1), as: Sample.target("web01")).host.asset
        try await estate.scan(Sample.host(1), as: Sample.target("spare"))
        try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        let new = try await estate.scan(Sample.host(2), as: Sample.target("spare")).host.asset
        try await estate.scan(Sample.host(2), as: Sample.target("web02"))
        #expect(try await estate.store.findAssets("spare") == [new])
        #expect(try await estate.store.findAssets("web01") == [old])
    }

    @Test func whatWasMergedIsFoundAsWhatItBecame() async throws {
        let estate = try Estate()
        let one = try await estate.scan(Sample.host(1), as: Sample.target("web01")).host.asset
        let two = try await estate.scan(Sample.host(2), as: Sample.target("web02")).host.asset
        _ = try await estate.store.merge(one, into: two, reason: "same box", at: Sample.start)
        for name in ["web01", "host1.example.org"] {
            #expect(try await estate.store.findAssets(name) == [two], "\(name)")
        }
    }

    @Test func nothingIsFoundUnderAStrangeName() async throws {
        let estate = try Estate()
        try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        #expect(try await estate.store.findAssets("mail").isEmpty)
        await expectError(.noSuchAsset) { _ = try await estate.store.asset(AssetID(rawValue: 42)) }
    }
}

extension InventoryStore {
    /// All batches of a reader that numbers every fact and gives it whole too.
    func allHosts(asOf: ScanID? = nil, _ catalogue: FactCatalogue = FactCatalogue()) async throws -> [HostSnapshot] {
        let reader = try hosts(asOf: asOf, catalogue: catalogue) { _ in FactUse(isNumbered: true, isWhole: true) }
        var all: [HostSnapshot] = []
        while let batch = try await reader.nextBatch() { all += batch }
        return all
    }
}
