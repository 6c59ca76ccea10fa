import EstateModel
import StrictYAML

/// Gathers what targets lack, so that a group of six hundred without a credential is one error and not six hundred.
struct MissingKeys {
    private struct Cause: Hashable {
        /// As the message says it.
        var need: String
        var group: String?
        var file: String
    }

    private struct Case {
        var name: String
        var location: SourceLocation
        var others = 0
    }

    private var order: [Cause] = []
    private var cases: [Cause: Case] = [:]

    mutating func note(_ name: String, _ settings: TargetSettings, group: String?, at location: SourceLocation) {
        let isMissing = [
            ("user", settings.user == nil),
            ("credential", settings.credential == nil),
            ("organisations", settings.organisations == nil),
        ]
        for (key, isNil) in isMissing where isNil && !settings.faulty.contains(key) {
            note("'\(key)'", name, group, location)
        }
    }

    /// A password for becoming root, and nothing that takes it.
    mutating func noteEscalation(
        _ name: String,
        _ escalation: Escalation,
        group: String?,
        at location: SourceLocation
    ) {
        let reason = escalation == .doas ? ", as doas takes none" : ""
        note("'escalate: sudo' for its 'escalate-password'\(reason)", name, group, location)
    }

    private mutating func note(_ need: String, _ name: String, _ group: String?, _ location: SourceLocation) {
        let cause = Cause(need: need, group: group, file: location.file)
        if cases[cause] == nil {
            order.append(cause)
            cases[cause] = Case(name: name, location: location)
        } else {
            cases[cause]?.others += 1
        }
    }

    func report(to sink: DiagnosticSink) {
        for cause in order {
            guard let first = cases[cause] else { continue }
            let others = first.others == 0 ? "" : " (and so do \(first.others) more)"
            let place = cause.group.map { "in group '\($0)' or " } ?? ""
            sink.error(
                at: first.location,
                "target '\(first.name)' needs \(cause.need)\(others); set it there, \(place)under 'defaults'"
            )
        }
    }
}
