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
