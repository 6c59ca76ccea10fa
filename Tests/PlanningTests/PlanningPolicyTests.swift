import EstateModel
import Planning
import StrictYAML
import Testing

/// What policy.yaml may say about the steps of plans and about who hears of lateness.
struct PlanningPolicyTests {
    private func read(_ text: String) throws -> PlanningPolicy {
        let sink = DiagnosticSink()
        let root = try YAMLNode.documents(of: text, file: "policy.yaml")[0]
        let reader = try #require(MappingReader(root, subject: "plan", sink: sink))
        let policy = PlanningPolicy.read(reader)
        reader.finish()
        try sink.throwIfErrors()
        return policy
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as InvalidFile {
            return error.diagnostics.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func nothingSaidIsTheStandard() throws {
        let policy = try read("{}")
        #expect(policy == PlanningPolicy())
        for kind in PlanKind.allCases { #expect(policy.template(for: kind) == .standard(for: kind)) }
        #expect(policy.escalation == .standard)
    }

    @Test func aTemplateReplacesTheStandardOfItsKindOnly() throws {
        let policy = try read("templates: {upgrade: {build: 7, switch-off: 3}, patch: {contain: true, switch-off: 2}}")
        let upgrade = PlanTemplate(steps: [.init(.build, workingDays: 7), .init(.switchOff, workingDays: 3)])
        #expect(policy.template(for: .upgrade) == upgrade)
        #expect(policy.template(for: .patch).alwaysContains)
        #expect(policy.template(for: .replace) == .standard(for: .replace))
    }

    @Test func theLadderIsReadInAnyOrder() throws {
        let text = """
            escalation:
              - {after-days: 30, posts: [Executive Board], committee: true}
              - {after-days: 2}
            """
        let steps = try read(text).escalation.steps
        #expect(steps.map(\.daysOverdue) == [2, 30])
        #expect(steps[0].posts == nil && steps[1].posts == ["Executive Board"] && steps[1].wantsCommitteeLine)
        let notices = try read(text).escalation.notices(due: today, owner: "Server Team", asOf: today.adding(days: 30))
        #expect(notices.map(\.posts) == [["Server Team"], ["Executive Board"]])
    }

    @Test(arguments: [
        ("templates: {replce: {switch-off: 3}}", "1:13", "did you mean 'replace'?"),
        ("templates: {replace: {build: 3}}", "1:22", "needs 'switch-off'"),
        ("templates: {replace: {biuld: 3, switch-off: 3}}", "1:23", "did you mean 'build'?"),
        ("templates: {replace: {build: 0, switch-off: 3}}", "1:30", "from 1 to 1000"),
        ("templates: {isolate: {contain: false, switch-off: 3}}", "1:32", "'isolate' is about containment"),
        ("escalation: [{posts: [SIRO]}]", "1:14", "needs 'after-days'"),
        ("escalation: [{after-days: 3}, {after-days: 3, posts: SIRO}]", "1:44", "join them"),
        ("escalation: [{after-days: 3, comittee: true}]", "1:30", "did you mean 'committee'?"),
    ])
    func whatIsWrongIsNamedByItsPlace(text: String, place: String, message: String) {
        let found = faults(text)
        #expect(found.count == 1 && found[0].contains(":\(place):") && found[0].contains(message), "\(found)")
    }
}
