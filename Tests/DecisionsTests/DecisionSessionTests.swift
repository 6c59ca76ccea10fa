import DecisionSamples
import Decisions
import EstateModel
import Testing

struct DecisionSessionTests {
    /// What a store would hold.
    private struct Shelf {
        var head = AuditHead.empty
        var states: [StoredState.Kind: [String: StoredState]] = [:]

        func session(_ needs: DecisionNeeds) throws -> DecisionSession {
            try DecisionSession(
                head: head,
                needs: needs,
                load: { states[$0]?[$1]?.body },
                loadAll: { (states[$0] ?? [:]).values.sorted { $0.id < $1.id } }
            )
        }

        mutating func keep(_ session: DecisionSession) throws {
            head = session.book.head
            for state in session.changedStates { states[state.kind, default: [:]][state.id] = state }
        }
    }

    @Test(arguments: UInt64(21)...24)
    func aSessionThatReadsOnlyWhatAnActNeedsJudgesLikeTheWholeBook(seed: UInt64) throws {
        var history = RandomHistory(seed: seed)
        var shelf = Shelf()
        for entry in history.entries {
            var session = try shelf.session(DecisionNeeds(entry.act))
            try session.append(entry.content)
            try shelf.keep(session)
        }
        for _ in 0..<600 {
            history.tried = nil
            let entry = history.step()
            guard let tried = history.tried else { continue }
            var session = try shelf.session(DecisionNeeds(tried.act))
            let appended = try? session.append(tried)
            #expect(appended?.digest == entry?.digest, "seed \(seed): \(tried.act)")
            try shelf.keep(session)
        }
        let stored = shelf.states.values.flatMap(\.values)
        #expect(try Set(stored) == Set(history.book.storedStates()))
        let standing = try shelf.session(.standing).book
        #expect(standing.dueActs(asOf: history.today) == history.book.dueActs(asOf: history.today))
        #expect(try shelf.session(.everything).book == history.book)
    }

    /// A host that was taken out of use and is back, under another name, goes on with its time: a command that reads
    /// only what it needs must know that as well as the whole log.
    @Test func aHostThatLeftByWordGoesOnWithItsTimeWhenItIsBack() throws {
        var story = try Sample.approved()
        story.date = "2027-04-01"
        // One of the two alone: the other was mended.
        try story.log(.asset(.retire(asset: 11, name: "fs11")), by: People.manager)
        let proof = Sighting(scan: 9, on: day("2027-04-01"))
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: [11])), by: .system)
        try story.log(.closeRemediated(exception: "E-0001"), by: .system)
        let score = Sample.score(scan: 10, on: "2027-04-01")
        let back = RiskAct.open(
            risk: "R-0002",
            key: "darlbrook|windows-server|2012-r2|other",
            label: "Windows Server 2012 R2",
            assets: [11],
            score: score
        )
        try story.log(.asset(.restore(asset: 11, scan: 10)), by: .system)
        try story.log(.risk(back), by: .system)
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2027-03-30"))))
        var request = Sample.request
        (request.risks, request.expiresOn) = (["R-0002"], day("2027-09-01"))
        try story.log(.draft(exception: "E-0002", request: request))
        let submit = ExceptionAct.submit(exception: "E-0002", terms: Sample.terms())
        let whole = try #require(story.refusal(submit))
        #expect(
            whole.gaps.map(\.message) == ["no milestone was completed since E-0001 was approved on 20 November 2026"]
        )

        var shelf = Shelf()
        shelf.head = story.book.head
        for state in try story.book.storedStates() { shelf.states[state.kind, default: [:]][state.id] = state }
        let content = AuditContent(
            at: noon("2027-04-01"),
            actor: People.architect,
            reason: "again",
            act: .exception(submit)
        )
        let partial = #expect(throws: DecisionFault.self) {
            var session = try shelf.session(DecisionNeeds(.exception(submit)))
            try session.append(content)
        }
        #expect(partial?.gaps == whole.gaps)
    }

    @Test func aSessionThatRefusesIsAsBefore() throws {
        var session = try Shelf().session(DecisionNeeds())
        #expect(session.changedStates.isEmpty)
        let act = Act.exception(.withdraw(exception: "E-0001"))
        let content = AuditContent(at: noon("2026-11-20"), actor: .system, reason: "none", act: act)
        #expect(throws: DecisionFault.self) { try session.append(content) }
        #expect(session.entries.isEmpty)
        #expect(session.book.head == .empty)
    }

    @Test func aStoredRecordThatCannotBeReadIsSaidToBe() throws {
        var shelf = Shelf()
        shelf.states[.risk] = ["R-0001": StoredState(.risk, "R-0001", body: "{}")]
        var needs = DecisionNeeds()
        needs.risks = ["R-0001"]
        let error = #expect(throws: DecisionFault.self) { try shelf.session(needs) }
        #expect(error?.description.contains("R-0001: what is stored cannot be read") == true)
    }
}
