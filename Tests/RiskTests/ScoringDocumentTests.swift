import EstateModel
import Foundation
import Risk
import StrictYAML
import Testing

/// docs/scoring.md says what the code does: its tables and its policy are compared with the defaults.
struct ScoringDocumentTests {
    private let lines: [String]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/scoring.md"), encoding: .utf8)
        lines = text.components(separatedBy: "\n")
    }

    @Test(arguments: 1...5)
    func theMatrixIsTheDefault(likelihood: Int) {
        let matrix = ScoringPolicy.standard.matrix
        let cells = (1...5).map { impact in
            let cell = matrix.cell(likelihood: likelihood, impact: impact)
            return "\(cell.points) \(cell.band.label)"
        }
        let label = matrix.likelihoodLabels[likelihood - 1]
        #expect(lines.contains("| \(label) | \(cells.joined(separator: " | ")) |"))
    }

    @Test(arguments: Control.Kind.allCases)
    func everyControlIsListedWithItsCredits(kind: Control.Kind) {
        let note = kind == .airGapped ? ", but it lowers the floor" : ""
        #expect(lines.contains("| \(kind.rawValue) | \(kind.likelihoodCredit)\(note) | \(kind.impactCredit) |"))
    }

    @Test(arguments: ScoringPolicy.presets.map(\.preset))
    func everyPresetIsListed(name: String) {
        #expect(lines.contains { $0.hasPrefix("| `\(name)` |") })
    }

    @Test(arguments: Obligation.Code.allCases)
    func everyObligationIsListed(code: Obligation.Code) {
        #expect(lines.contains { $0.hasPrefix("| \(code.rawValue) |") })
    }

    @Test(arguments: [Factor.Code.support, .patches, .exposure, .weakness, .limit])
    func theWorkedExampleIsWhatTheCodeSays(code: Factor.Code) throws {
        let score = ScoringPolicy.standard.score(Example.fileServer, asOf: today)
        let factor = try #require(score.inherent.likelihood.factors.first { $0.code == code })
        #expect(lines.contains("| \(code.rawValue) | \(factor.value) | \(factor.explanation) |"))
        #expect(lines.contains("| **inherent** | **\(score.inherent.summary)** | |"))
        #expect(lines.contains("| **residual** | **\(score.residual.summary)** | |"))
    }

    @Test func theRoutesAreTheDefault() {
        let policy = ApprovalPolicy()
        for band in ScoringPolicy.standard.matrix.bands {
            guard let step = policy.decisions[band.id] else { continue }
            let cells = [step.with.joined(separator: ", "), step.reportTo.joined(separator: ", "), step.register ?? ""]
            let row = cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
            #expect(lines.contains("| \(band.id) | \(step.by) |\(row)"))
        }
    }

    @Test func thePolicyOfThePageIsTheDefault() throws {
        let start = try #require(lines.firstIndex(of: "```yaml"))
        let end = try #require(lines[start...].firstIndex(of: "```"))
        let yaml = lines[(start + 1)..<end].joined(separator: "\n")
        let sink = DiagnosticSink()
        let document = try YAMLNode.documents(of: yaml, file: "scoring.md")
        let reader = try #require(MappingReader(document[0], subject: "the page", sink: sink))

        let scoring = ScoringPolicy.read(try #require(reader.mapping("scoring", subject: "scoring")))
        let bands = scoring.matrix.bands
        let plan = PlanPolicy.read(try #require(reader.mapping("plan", subject: "plan")), bands: bands)
        let approval = ApprovalPolicy.read(try #require(reader.mapping("approval", subject: "approval")), bands: bands)
        let calendar = CalendarPolicy.read(try #require(reader.mapping("calendar", subject: "calendar")))
        reader.finish()

        var expected = PlanPolicy()
        expected.nextRefresh = day("2028-06-30")
        #expect(scoring == .standard && plan == expected)
        #expect(approval == ApprovalPolicy() && calendar == CalendarPolicy())
        #expect(sink.diagnostics.isEmpty)
    }
}
