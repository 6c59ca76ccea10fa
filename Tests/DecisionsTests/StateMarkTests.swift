import DecisionSamples
import Decisions
import EstateModel
import TestSupport
import Testing

struct StateMarkTests {
    /// A log that was written as the program writes it, with the records that it leaves.
    private func written(reason: String = "because") throws -> (entries: [StoredEntry], states: [StoredState]) {
        var session = try DecisionSession(
            head: .empty,
            needs: DecisionNeeds(),
            load: { _, _ in nil },
            loadAll: { _ in [] }
        )
        for number in 1...4 {
            let act = Act.risk(
                .open(
                    risk: "R-000\(number)",
                    key: "a|p|\(number)|s",
                    label: "p",
                    assets: [1],
                    score: Sample.score(scan: 1)
                )
            )
            try session.append(AuditContent(at: noon("2026-11-20"), actor: .system, reason: reason, act: act))
        }
        let score = Act.risk(.score(risk: "R-0002", score: Sample.score(scan: 2, points: 12), joined: [], left: []))
        try session.append(AuditContent(at: noon("2026-11-21"), actor: .system, reason: reason, act: score))
        return (session.entries, session.changedStates)
    }

    private func unexplained(_ entries: [StoredEntry], _ states: [StoredState]) -> String? {
        var comparison = StateComparison()
        for entry in entries {
            var body = entry.body
            body.withUTF8 { comparison.read(body: UnsafeRawBufferPointer($0)) }
        }
        for state in states {
            comparison.compare(kind: state.kind.rawValue, state.id, body: state.body, outline: state.outline)
        }
        return comparison.unexplained
    }

    @Test(arguments: [
        "because",
        ",\"state\":\"risk R-0002 \(String(repeating: "a", count: 64)) \(String(repeating: "b", count: 64))\"}",
        "\\\",\"state\":\"", String(repeating: "x", count: 900),
    ])
    func whatWasWrittenIsExplainedWhateverTextsSay(reason: String) throws {
        let (entries, states) = try written(reason: reason)
        #expect(unexplained(entries, states) == nil)
        #expect(
            AuditVerifier.verify(entries.map { ($0.sequence, $0.body, $0.digest) })
                == .intact(AuditHead(sequence: 5, digest: entries[4].digest))
        )
    }

    @Test func everyChangedLostOrAddedRecordIsNamed() throws {
        let (entries, states) = try written()
        for (index, state) in states.enumerated() {
            let name = "\(state.kind.rawValue) \(state.id)"
            var changed = states
            changed[index].body += " "
            #expect(unexplained(entries, changed) == name)
            var lost = states
            lost.remove(at: index)
            #expect(unexplained(entries, lost) == name)
            if state.outline != nil {
                var outline = states
                outline[index].outline = "open"
                #expect(unexplained(entries, outline) == name)
            }
        }
        #expect(unexplained(entries, states + [StoredState(.control, "C-0001", body: "{}")]) == "control C-0001")
    }

    @Test func anOldRecordInThePlaceOfANewOneIsFound() throws {
        let (entries, states) = try written()
        let before = Array(entries.prefix(4))
        #expect(unexplained(before, states) != nil)
    }

    @Test(arguments: ["", "risk R-0001", "risk R-0001 a b", "thing R-0001 \(String(repeating: "a", count: 64)) x"])
    func somethingElseIsNoMark(text: String) {
        #expect(StateMark(text) == nil)
    }
}
