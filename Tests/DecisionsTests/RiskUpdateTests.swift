import DecisionSamples
import Decisions
import EstateModel
import Risk
import TestSupport
import Testing

struct RiskUpdateTests {
    private static let key = RiskKey(organisation: "darlbrook", product: "debian", release: "9", service: "files")

    private func sight(_ assets: [Int64], scan: Int64, points: Int = 8, reference: String = "R-0001")
        -> RiskUpdate.Sight
    {
        RiskUpdate.Sight(
            reference: reference,
            key: Self.key,
            label: "Debian 9",
            assets: assets,
            score: Sample.score(scan: scan, points: points)
        )
    }

    private func update(
        _ sights: [RiskUpdate.Sight],
        scan: Int64,
        surveys: [Int64: RiskUpdate.Survey] = [:]
    ) -> RiskUpdate {
        RiskUpdate(scan: Sighting(scan: scan, on: day("2026-11-20")), sights: sights, surveys: surveys)
    }

    private func survey(_ name: String, _ whole: Int64?, asset: Int64 = 1) -> RiskUpdate.Survey {
        RiskUpdate.Survey(asset: asset, name: name, readWhole: whole)
    }

    /// Logs what an update says, as the program does, and returns it.
    @discardableResult
    private func take(_ update: RiskUpdate, _ story: inout Story) throws -> [(act: RiskAct, reason: String)] {
        let outlines = story.book.risks.values.map(RiskOutline.init)
        let concerned = update.concerned(outlines)
        let all = update.acts(known: Set(story.book.risks.keys), in: story.book)
        for (act, reason) in all {
            #expect(
                concerned.contains(act.risk) || story.book.risks[act.risk] == nil,
                "a record is read when it changes"
            )
            try story.log(.risk(act), by: .system, reason: reason)
        }
        return all
    }

    @Test func aNewRiskIsOpenedAndTheSameAgainIsNoNews() throws {
        var story = Story()
        let first = update([sight([1, 2], scan: 3)], scan: 3, surveys: [1: survey("fs1", 3), 2: survey("fs2", 3)])
        #expect(try take(first, &story).map(\.reason) == ["first seen on fs1, fs2, by scan 3"])
        #expect(try take(first, &story).isEmpty)
        #expect(try take(update([sight([1, 2], scan: 4)], scan: 4), &story).isEmpty)
        #expect(story.book.risks["R-0001"]?.assets == [1, 2])
    }

    @Test func assetsThatJoinAndLeaveAreToldByName() throws {
        var story = Story()
        try take(update([sight([1, 2], scan: 3)], scan: 3), &story)
        let surveys: [Int64: RiskUpdate.Survey] = [1: survey("fs1", 4), 3: survey("fs3", 4)]
        let acts = try take(update([sight([2, 3], scan: 4, points: 12)], scan: 4, surveys: surveys), &story)
        #expect(acts.map(\.reason) == ["residual score from 8 to 12; also on fs3; no longer on fs1"])
        #expect(story.book.risks["R-0001"]?.assets == [2, 3])
        let change = story.book.risks["R-0001"]?.change(since: nil, asOf: day(story.date))
        #expect(change?.kind == .scored && change?.residual == RiskChange.Points(before: 8, now: 12))
    }

    /// A row of the same release under another service.
    private func relabelled(
        _ assets: [Int64],
        scan: Int64,
        on date: String,
        release: String = "9"
    ) -> RiskUpdate.Sight {
        RiskUpdate.Sight(
            reference: "R-0002",
            key: RiskKey(organisation: "stockvale", product: "debian", release: release, service: "web"),
            label: "Debian 9",
            assets: assets,
            score: Sample.score(scan: scan, on: date)
        )
    }

    private func firstSeen(_ id: String, in story: Story) -> Sighting? { story.book.risks[id]?.firstSeen }

    @Test func aRiskIsFirstSeenByTheScanThatSawItAndNotWhenSomebodyLooked() throws {
        var story = Story()
        var late = sight([1], scan: 3)
        late.firstSeen = Sighting(scan: 1, on: day("2026-03-02"))
        try take(update([late], scan: 3), &story)
        #expect(firstSeen("R-0001", in: story) == Sighting(scan: 1, on: day("2026-03-02")))
        #expect(story.book.risks["R-0001"]?.scores.map(\.seen.scan) == [3])
        // What says that it is later is not believed.
        let wrong = RiskUpdate.Sight(
            reference: "R-0009",
            key: Self.key,
            label: "Debian 9",
            assets: [1],
            score: Sample.score(scan: 3),
            firstSeen: Sighting(scan: 3, on: day("2027-01-01"))
        )
        #expect(wrong.firstSeen == Sample.score(scan: 3).seen)
    }

    @Test func anotherServiceOrOrganisationDoesNotBeginTheClockAnew() throws {
        var story = Story()
        try take(update([sight([1, 2], scan: 3)], scan: 3, surveys: [1: survey("fs1", 3)]), &story)
        story.date = "2027-06-23"
        let new = relabelled([2], scan: 4, on: "2027-06-23")
        let acts = try take(update([sight([1], scan: 4), new], scan: 4, surveys: [2: survey("fs2", 4)]), &story)
        #expect(firstSeen("R-0002", in: story) == Sighting(scan: 3, on: day("2026-11-20")))
        #expect(acts.contains { $0.reason == "known on fs2 under another reference since scan 3 of 20 November 2026" })
    }

    @Test func anotherReleaseOrAnotherHostIsARiskOfItsOwn() throws {
        for (assets, release) in [([1], "10"), ([3], "9")] as [([Int64], String)] {
            var story = Story()
            try take(update([sight([1, 2], scan: 3)], scan: 3), &story)
            story.date = "2027-06-23"
            let new = relabelled(assets, scan: 4, on: "2027-06-23", release: release)
            try take(update([sight([1, 2], scan: 4), new], scan: 4), &story)
            #expect(firstSeen("R-0002", in: story) == Sighting(scan: 4, on: day("2027-06-23")))
        }
    }

    @Test func whatJoinsAnotherRiskBringsItsFirstSightWithIt() throws {
        var story = Story()
        try take(update([sight([1], scan: 3)], scan: 3), &story)
        story.date = "2027-01-10"
        try take(update([sight([1], scan: 4), relabelled([5], scan: 4, on: "2027-01-10")], scan: 4), &story)
        #expect(firstSeen("R-0002", in: story)?.scan == 4)
        story.date = "2027-02-10"
        try take(update([relabelled([1, 5], scan: 5, on: "2027-02-10")], scan: 5), &story)
        #expect(firstSeen("R-0002", in: story) == Sighting(scan: 3, on: day("2026-11-20")))
    }

    @Test func aFirstSightOnlyBecomesEarlier() throws {
        var story = Story()
        try take(update([sight([1], scan: 3)], scan: 3), &story)
        let later = RiskAct.score(
            risk: "R-0001",
            score: Sample.score(scan: 4, points: 12),
            joined: [2],
            left: [],
            firstSeen: Sighting(scan: 4, on: day("2026-12-01"))
        )
        #expect(story.refusal(.risk(later), by: .system)?.codes == [.evidence])
    }

    @Test func aRiskIsClosedOnlyWhenEachAssetWasReadWholeSince() throws {
        var story = Story()
        try take(update([sight([1, 2], scan: 3)], scan: 3), &story)
        let names = [1: "fs1", 2: "fs2"] as [Int64: String]
        func gone(_ scan: Int64, _ whole: [Int64: Int64?]) throws -> [String] {
            let surveys = names.map { ($0.key, survey($0.value, whole[$0.key] ?? nil, asset: $0.key)) }
            return try take(update([], scan: scan, surveys: Dictionary(uniqueKeysWithValues: surveys)), &story).map(
                \.reason
            )
        }
        #expect(try gone(3, [1: 3, 2: 3]).isEmpty, "the scan that saw it does not disprove it")
        #expect(try gone(4, [1: 4, 2: 3]).isEmpty, "fs2 was not read since")
        #expect(try gone(4, [1: 4, 2: nil]).isEmpty, "fs2 was read in part")
        #expect(try take(update([], scan: 4), &story).isEmpty, "nothing is known of its assets")
        let retirement = Act.asset(.retire(asset: 2, name: "fs2"))
        try story.log(retirement, by: People.architect, reason: "switched off")
        let day = day(story.date).longDescription
        #expect(
            try gone(5, [1: 5, 2: nil]) == [
                "Debian 9 is no risk any more on fs1, fs2, by scan 5; fs2 was taken out of use on \(day) by "
                    + "\(People.architect.summary): switched off"
            ]
        )
        #expect(story.book.risks["R-0001"]?.isOpen == false)
        #expect(story.book.risks["R-0001"]?.closures.last?.retired == [2])
    }

    /// Other rules are no proof: what they ended may come back with them.
    @Test func aProductThatIsStillThereClosesItsRiskAndNotItsException() throws {
        var story = try Sample.approved()
        let key = try #require(RiskKey("darlbrook|windows-server|2012-r2|files"))
        let surveys: [Int64: RiskUpdate.Survey] = [1: survey("fs1", 9), 2: survey("fs2", 9, asset: 2)]
        let scan = Sighting(scan: 9, on: day("2026-11-20"))
        let update = RiskUpdate(scan: scan, sights: [], surveys: surveys) { $0[key] == [1, 2] ? [key: [2]] : [:] }
        let reasons = try take(update, &story).map(\.reason)
        #expect(
            reasons.count == 1 && reasons[0].contains("it is still on fs2, and rules, cover or policy say otherwise")
        )
        #expect(story.book.risks["R-0001"]?.isOpen == false)
        #expect(story.book.dueActs(asOf: day("2026-11-20")).isEmpty, "the exception is not over")
        #expect(story.refusal(.closeRemediated(exception: "E-0001"), by: .system)?.codes == [.evidence])
    }

    @Test func aRiskThatIsBackIsReopenedUnderItsReference() throws {
        var story = Story()
        try take(update([sight([1], scan: 3)], scan: 3), &story)
        try take(update([], scan: 4, surveys: [1: survey("fs1", 4)]), &story)
        #expect(try take(update([sight([1], scan: 4)], scan: 4), &story).isEmpty, "the scan that proved it gone")
        let back = try take(update([sight([1], scan: 5)], scan: 5, surveys: [1: survey("fs1", 5)]), &story)
        #expect(story.book.risks["R-0001"]?.change(since: nil, asOf: day(story.date))?.kind == .back)
        #expect(back.map(\.reason) == ["Debian 9 was seen again on fs1; it was gone since 20 November 2026"])
        #expect(story.book.risks["R-0001"]?.regressions == 1)
    }

    @Test func anOlderScanChangesNothing() throws {
        var story = Story()
        try take(update([sight([1], scan: 5)], scan: 5), &story)
        #expect(try take(update([sight([1], scan: 4, points: 12)], scan: 4), &story).isEmpty)
    }

    @Test(arguments: UInt64(1)...8)
    func whateverScansSeeTheLogFollowsWithoutARefusal(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var story = Story()
        for scan in Int64(1)...40 {
            var sights: [RiskUpdate.Sight] = []
            for number in 1...5 where random.chance(60) {
                let assets = (Int64(1)...6).filter { _ in random.chance(50) }
                guard !assets.isEmpty else { continue }
                let points = random.pick([4, 8, 12])
                sights.append(sight(assets, scan: scan, points: points, reference: "R-000\(number)"))
            }
            let surveys = (Int64(1)...6).map { ($0, survey("h\($0)", random.chance(70) ? scan : scan - 1, asset: $0)) }
            try take(update(sights, scan: scan, surveys: Dictionary(uniqueKeysWithValues: surveys)), &story)
            for sight in sights {
                let record = try #require(story.book.risks[sight.reference])
                #expect(record.assets == sight.assets && record.scores.last?.isSame(as: sight.score) == true)
                #expect(record.isOpen, "seed \(seed): what is seen is open")
            }
        }
        #expect(try DecisionBook(replaying: story.entries) == story.book)
    }
}

struct RiskOutlineTests {
    @Test func anOutlineIsReadAsItWasWritten() throws {
        var story = try Sample.story()
        try story.log(.risk(.treat(risk: "R-0001", treatment: Treatment(.treat, statement: "yes"))), by: People.siroD)
        let gone = Sighting(scan: 9, on: day("2026-12-01"))
        try story.log(.risk(.close(risk: "R-0001", proof: gone, wasComplete: true, retired: nil)), by: .system)
        for record in story.book.risks.values {
            let outline = RiskOutline(record)
            #expect(RiskOutline(id: record.id, text: outline.text) == outline)
            #expect(outline.label == "Windows Server 2012 R2" && outline.treatment == "treat" && outline.closed == gone)
        }
    }

    @Test func whatSeparatesFieldsCannotBeInOne() throws {
        var story = Story()
        let open = RiskAct.open(risk: "R-0001", key: "a|b\tc|d|e", label: "x\ty", assets: [1], score: Sample.score())
        try story.log(.risk(open))
        let outline = RiskOutline(try #require(story.book.risks["R-0001"]))
        #expect(RiskOutline(id: "R-0001", text: outline.text)?.label == "x y")
    }

    @Test(arguments: ["", "open", "open\t1 2\t3", String(repeating: "\t", count: 15), "open\tx\ty\tz"])
    func somethingElseIsNotRead(text: String) {
        #expect(RiskOutline(id: "R-0001", text: text) == nil)
    }

    @Test func otherAssetsHaveAnotherDigest() {
        let digests = [[], [1], [2], [1, 2], [12], [256], [1, 256]].map { RiskOutline.digest(of: $0) }
        #expect(Set(digests).count == digests.count)
    }
}
