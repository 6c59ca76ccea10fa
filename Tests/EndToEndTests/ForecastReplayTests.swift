import EstateModel
import Foundation
import TestSupport
import Testing

/// The same scan, rules and day give the same bytes, whatever happened since and wherever the program runs.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct ForecastReplayTests {
    private static let questions = [
        "findings --scan 1 --as-of 2026-11-20 --all --format json", "findings --scan 1 --as-of 2026-11-20 --format csv",
        "forecast --scan 1 --as-of 2026-11-20 --format json", "forecast --scan 1 --as-of 2026-11-20 --format csv",
        "forecast --scan 1 --as-of 2026-11-20 --format ics", "forecast --scan 1 --as-of 2026-11-20 --format text",
        "forecast spread --scan 1 --as-of 2026-11-20 --least 1 --format json",
        "forecast replacements --scan 1 --as-of 2026-11-20 --years 25 --format json",
        "policy --scan 1 --as-of 2026-11-20 --format json", "policy --scan 1 --as-of 2026-11-20 --format csv",
        "policy --scan 1 --as-of 2026-11-20 --format text",
        "software --unidentified --all --as-of 1 --format json",
    ]

    private static let rules: [String: String?] = ["REEVE_RULES": ReeveProgram.rules]

    /// A host of which the second scan sees a few packages only.
    private func twiceScanned() async throws -> (estate: EndToEndEstate, before: [String]) {
        let estate = try EndToEndEstate()
        let mode = try estate.folder.write("all", to: "mode", permissions: 0o644)
        let script = """
            case $(cat \(mode)) in
            all) exec $REAL "$@" ;;
            fewer) $REAL "$@" | head -n 40 ;;
            esac
            """
        try estate.addHost("db01", HostDisguise(replacing: [DisguisedHosts.dpkg: script], isQuiet: true))
        #expect(try await estate.reeve("scan").status == 0)
        let before = try await answers(estate, environment: ["TZ": "UTC", "LC_ALL": "C"])
        try estate.folder.write("fewer", to: "mode")
        #expect(try await estate.reeve("scan").status == 0)
        return (estate, before)
    }

    private func answers(_ estate: EndToEndEstate, environment: [String: String?]) async throws -> [String] {
        var answers: [String] = []
        for question in Self.questions {
            let words = question.split(separator: " ").map(String.init)
            let outcome = try await estate.reeve(
                words,
                environment: environment.merging(Self.rules) { given, _ in given }
            )
            #expect(outcome.status == 0 || outcome.status == 2, "\(question): \(outcome)")
            #expect(!outcome.output.isEmpty, "\(question): \(outcome)")
            answers.append(outcome.output)
        }
        return answers
    }

    @Test(.timeLimit(.minutes(5)))
    func aPastScanIsJudgedToTheSameBytes() async throws {
        let (estate, before) = try await twiceScanned()
        let places: [[String: String?]] = [
            ["TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"],
            ["TZ": "America/Adak", "LC_ALL": "de_DE.UTF-8"],
        ]
        for place in places {
            let after = try await answers(estate, environment: place)
            for (index, question) in Self.questions.enumerated() {
                #expect(after[index] == before[index], "\(question) in \(place)")
            }
        }
        // What is there now is something else, so the replay was one.
        let now = try await estate.reeve(
            ["software", "--unidentified", "--all", "--format", "json"],
            environment: Self.rules
        )
        #expect(now.output != before.last)
        let missing = try await estate.reeve(["findings", "--scan", "9"])
        #expect(missing.status == 1)
        try FaultsDocument.expectCommand(missing)
        try checkDocuments(before)
        try await checkCalendar(before[4], in: estate)
    }

    private func checkDocuments(_ answers: [String]) throws {
        try SchemaKeys("forecast").expectObject(answers[2])
        try SchemaKeys("spread").expectRows(answers[6])
        try SchemaKeys("replacements").expectRows(answers[7])
        try SchemaKeys("policy").expectObject(answers[8])
        try SchemaKeys("unidentified").expectObject(answers[11])
    }

    /// Read by another program's reader, where there is one.
    private func checkCalendar(_ text: String, in estate: EndToEndEstate) async throws {
        let file = try estate.folder.write(text, to: "forecast.ics")
        let reader = """
            import sys
            try:
                import icalendar
            except ImportError:
                sys.exit(77)
            calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
            events = calendar.walk('VEVENT')
            assert events and all(not event.errors for event in events)
            assert len({str(event['UID']) for event in events}) == len(events)
            assert all((event.decoded('DTEND') - event.decoded('DTSTART')).days == 1 for event in events)
            """
        let outcome = try await ReeveProgram.run(["python3", "-c", reader, file], program: "/usr/bin/env")
        // 127: no Python; 77: no reader.
        #expect([0, 77, 127].contains(outcome.status ?? -1), "\(outcome)")
    }
}
