import EstateModel
package import StrictYAML

extension PlanningPolicy {
    /// Reads the keys `templates` and `escalation` of policy.yaml's `plan` section, and leaves its other keys alone:
    /// they say by when, and somebody else reads them and finishes the section.
    ///
    /// Whatever is wrong goes to the reader's sink with file, line and column.
    package static func read(_ reader: MappingReader) -> PlanningPolicy {
        var policy = PlanningPolicy()
        if let section = reader.mapping("templates", subject: "plan.templates") {
            policy.templates = readTemplates(section)
        }
        if reader.node("escalation") != nil { policy.escalation = readLadder(reader) }
        return policy
    }

    // MARK: Templates

    private static func readTemplates(_ section: MappingReader) -> [PlanKind: PlanTemplate] {
        var templates: [PlanKind: PlanTemplate] = [:]
        for entry in section.allEntries() {
            guard let kind = PlanKind(rawValue: entry.key) else {
                let shown = visible(entry.key, limit: 60)
                let choice = hint(entry.key, PlanKind.allCases.map(\.rawValue))
                section.sink.error(at: entry.keyLocation, "there is no kind of plan '\(shown)'; \(choice)")
                continue
            }
            guard let reader = MappingReader(entry.value, subject: "'\(entry.key)'", sink: section.sink) else {
                continue
            }
            templates[kind] = readTemplate(reader, kind)
        }
        return templates
    }

    private static func readTemplate(_ reader: MappingReader, _ kind: PlanKind) -> PlanTemplate {
        var steps: [PlanTemplate.Step] = []
        for code in Milestone.Code.allCases where code != .contain {
            guard let days = reader.integer(code.word, in: 1...1000) else { continue }
            steps.append(PlanTemplate.Step(code, workingDays: days))
        }
        let contains = reader.boolean(Milestone.Code.contain.word) ?? (kind == .isolate)
        if !reader.has(Milestone.Code.switchOff.word) {
            let what = "its working days until a scan shows that it is done"
            reader.sink.error(at: reader.location, "\(reader.subject) needs 'switch-off', \(what)")
        }
        if kind == .isolate, !contains {
            reader.error(Milestone.Code.contain.word, "'isolate' is about containment; leave 'contain' out or true")
        }
        reader.finish()
        return PlanTemplate(steps: steps, alwaysContains: contains)
    }

    // MARK: Escalation

    private static func readLadder(_ reader: MappingReader) -> EscalationLadder {
        var seen: Set<Int> = []
        let steps = reader.mappings("escalation", subject: "a step of the escalation").compactMap { step in
            let read = readStep(step)
            if let read, !seen.insert(read.daysOverdue).inserted {
                step.error("after-days", "two steps come \(read.daysOverdue) days after the due day; join them")
            }
            return read
        }
        return EscalationLadder(steps: steps)
    }

    private static func readStep(_ reader: MappingReader) -> EscalationLadder.Step? {
        if !reader.has("after-days") { reader.missing("after-days") }
        let days = reader.integer("after-days", in: 1...3650)
        let posts = reader.strings("posts").map { visible($0, limit: 100) }
        let step = days.map { days in
            EscalationLadder.Step(
                daysOverdue: days,
                posts: posts.isEmpty ? nil : posts,
                wantsCommitteeLine: reader.boolean("committee") ?? false
            )
        }
        if step == nil { _ = reader.node("committee") }
        reader.finish()
        return step
    }
}

extension Milestone.Code {
    /// As files and command lines write it: `switch-off`.
    package var word: String {
        switch self {
        case .contain: "contain"
        case .options: "options"
        case .funding: "funding"
        case .build: "build"
        case .migrate: "migrate"
        case .switchOff: "switch-off"
        case .dispose: "dispose"
        }
    }

    /// Reads `M5` and `switch-off`.
    package init?(word: String) {
        let lowered = word.lowercased()
        guard let code = Self.allCases.first(where: { $0.word == lowered || $0.rawValue.lowercased() == lowered })
        else { return nil }
        self = code
    }
}
