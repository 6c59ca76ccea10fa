import EstateModel
import Planning
import TestSupport
import Testing

/// Claims against what scans have seen since.
struct PlanCompletionTests {
    private static let product = ScannedAsset.Product("windows-server", "2012-r2")
    private static let successor = ScannedAsset.Product("windows-server", "2025")
    private let sections: [Section] = [.system, .software, .updates]

    private func reading(_ scan: Int64, _ day: String, finished: Bool = true) -> ScannedAsset.Reading {
        ScannedAsset.Reading(scan: scan, startedAt: noon(day), isFinished: finished)
    }

    private func asset(
        _ id: Int64,
        read: ScannedAsset.Reading?,
        products: Set<ScannedAsset.Product> = [successor],
        isRetired: Bool = false
    ) -> ScannedAsset {
        let readings = read.map { reading in Dictionary(uniqueKeysWithValues: sections.map { ($0, reading) }) } ?? [:]
        return ScannedAsset(id: id, isRetired: isRetired, readings: readings, products: products)
    }

    /// Claimed on 2027-06-01 about the assets 11 and 12.
    private func completion(
        _ assets: [ScannedAsset],
        lastScan: ScannedAsset.Reading? = nil,
        of book: PlanBook? = nil
    ) throws -> PlanAct? {
        let record = try #require((try book ?? Sample.book(.claimedDone))[reference(1)])
        return record.completion(
            assets: Dictionary(uniqueKeysWithValues: assets.map { ($0.id, $0) }),
            lastScan: lastScan
        )
    }

    @Test func everyAssetReadSinceWithoutTheProductProvesIt() throws {
        let act = try completion([
            asset(11, read: reading(90, "2027-06-03")), asset(12, read: reading(88, "2027-06-02")),
        ])
        guard case .verify(_, let proof)? = act else {
            Issue.record("\(String(describing: act))")
            return
        }
        // The earliest of the scans is the one that the proof can name for all.
        #expect(proof.scan == 88 && proof.isComplete && proof.assets.map(\.sighting) == [.clear, .clear])
        var book = try Sample.book(.claimedDone)
        try book.apply(.verify(plan: reference(1), proof: proof), by: program, at: noon("2027-06-04"))
        #expect(book[reference(1)]?.state == .verifiedDone)
    }

    @Test func oneAssetThatStillHasItRefutesTheClaim() throws {
        let act = try completion([
            asset(11, read: reading(88, "2027-06-02")),
            asset(12, read: reading(88, "2027-06-02"), products: [Self.product, Self.successor]),
        ])
        guard case .refuteClaim(_, 88, let reason)? = act else {
            Issue.record("\(String(describing: act))")
            return
        }
        #expect(reason == "scan 88 still sees Windows Server 2012 R2 on asset 12")
        var book = try Sample.book(.claimedDone)
        try book.apply(try #require(act), by: program, at: noon("2027-06-04"))
        #expect(book[reference(1)]?.state == .inProgress)
    }

    @Test func whatAScanBeforeTheClaimSawSaysNothing() throws {
        #expect(
            try completion([
                asset(11, read: reading(80, "2027-05-20"), products: [Self.product]),
                asset(12, read: reading(80, "2027-05-20")),
            ]) == nil
        )
    }

    @Test func anAssetThatNobodyReadLeavesTheClaimOpen() throws {
        let read = asset(11, read: reading(88, "2027-06-02"))
        #expect(try completion([read]) == nil)
        #expect(try completion([read, asset(12, read: nil)]) == nil)
        #expect(try completion([read, asset(12, read: reading(80, "2027-05-20"))]) == nil)
        // Cut off before its end.
        #expect(try completion([read, asset(12, read: reading(89, "2027-06-03", finished: false))]) == nil)
        // The product is there in a release that nothing tells.
        let unclear: Set = [ScannedAsset.Product("windows-server", nil)]
        #expect(try completion([read, asset(12, read: reading(88, "2027-06-02"), products: unclear)]) == nil)
    }

    @Test func everyPartThatShowsItMustHaveBeenRead() throws {
        var other = asset(12, read: reading(88, "2027-06-02"))
        let read = asset(11, read: reading(88, "2027-06-02"))
        other.readings[.software] = reading(80, "2027-05-20")
        #expect(try completion([read, other]) == nil)
        other.readings[.software] = nil
        #expect(try completion([read, other]) == nil)
        // Installed fixes are shown by the list of updates.
        other = asset(12, read: reading(88, "2027-06-02"))
        other.readings[.updates] = nil
        #expect(try completion([read, other]) != nil)
        let patches = try Sample.book(.claimedDone, content: Sample.replacement(of: .patch))
        #expect(try completion([read, other], of: patches) == nil)
    }

    @Test func whatWasTakenOutOfTheEstateCountsWithEvidenceOfItsDisposal() throws {
        let gone = [11, 12].map { asset($0, read: nil, products: [Self.product], isRetired: true) }
        #expect(try completion(gone) == nil, "no scan was made since")
        guard case .verify(_, let proof)? = try completion(gone, lastScan: reading(88, "2027-06-02")) else {
            Issue.record("not verified")
            return
        }
        #expect(proof.scan == 88 && proof.assets.map(\.sighting) == [.retired, .retired])
    }

    @Test(arguments: PlanState.allCases.filter { $0 != .claimedDone })
    func onlyAClaimIsHeldAgainstScans(state: PlanState) throws {
        let assets = [11, 12].map { asset($0, read: reading(88, "2027-06-02")) }
        #expect(try completion(assets, of: Sample.book(state)) == nil)
    }

    @Test func whatBridgesTimeEndsWithThePlanThatFollowsIt() throws {
        var book = PlanBook()
        var cover = Sample.replacement(of: .buyCover)
        try book.apply(.draft(plan: reference(1), content: Sample.replacement()), by: architect, at: noon("2026-11-20"))
        cover.followOn = reference(1)
        try book.apply(.draft(plan: reference(2), content: cover), by: architect, at: noon("2026-11-20"))
        try run(&book, reference(1))
        let assets = [11, 12].map { asset($0, read: reading(88, "2027-06-02")) }
        let known = Dictionary(uniqueKeysWithValues: assets.map { ($0.id, $0) })
        let acts = book.completions(assets: known, lastScan: nil, at: noon("2027-06-04"))
        #expect(acts.map(\.plan) == [reference(1)])
        #expect(book.claimedAssets == [11, 12])
    }

    /// Approved, done and claimed on 2027-06-01.
    private func run(_ book: inout PlanBook, _ plan: PlanReference) throws {
        let content = try #require(book[plan]).content
        try book.apply(.propose(plan: plan), by: architect, at: noon("2026-11-20"))
        let decision = Sample.approval(of: content)
        try book.apply(.approve(plan: plan, decision: decision), by: manager, at: noon("2026-11-24"))
        try book.apply(.start(plan: plan), by: architect, at: noon("2026-11-25"))
        try Sample.finishAll(&book, plan, on: "2027-06-01")
        try book.apply(.claimDone(plan: plan, note: "moved"), by: architect, at: noon("2027-06-01"))
    }

    /// Whatever scans say: an act that is made is admitted, and a plan is verified only when each asset is shown clear
    /// by a finished scan since the claim, or was taken out.
    @Test(arguments: Array<UInt64>(1...300))
    func noScanProvesMoreThanItSaw(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let days = ["2027-05-20", "2027-06-01", "2027-06-02", "2027-06-05"]
        var assets: [ScannedAsset] = []
        for id: Int64 in [11, 12] where random.chance(90) {
            var products: Set<ScannedAsset.Product> = random.chance(70) ? [Self.successor] : []
            if random.chance(15) { products.insert(Self.product) }
            if random.chance(10) { products.insert(ScannedAsset.Product("windows-server", nil)) }
            let scan = Int64(random.number(80...90))
            let read = random.chance(85) ? reading(scan, random.pick(days), finished: random.chance(85)) : nil
            assets.append(asset(id, read: read, products: products, isRetired: random.chance(10)))
        }
        let act = try completion(assets, lastScan: random.chance(50) ? reading(91, random.pick(days)) : nil)
        var book = try Sample.book(.claimedDone)
        guard let act else { return }
        try book.apply(act, by: program, at: noon("2027-06-10"))
        let claimed = noon("2027-06-01")
        if case .verify = act {
            #expect(assets.count == 2, "seed \(seed)")
            for asset in assets where !asset.isRetired {
                let reading = try #require(asset.readings[.software])
                #expect(reading.isFinished && reading.startedAt > claimed, "seed \(seed)")
                #expect(!asset.products.contains(Self.product), "seed \(seed)")
            }
        } else {
            #expect(assets.contains { $0.products.contains(Self.product) && !$0.isRetired }, "seed \(seed)")
        }
    }
}
