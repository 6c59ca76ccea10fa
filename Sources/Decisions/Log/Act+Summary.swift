import Planning

extension Act {
    /// The id of the record that it changes: `E-0001`.
    package var subject: String {
        switch self {
        case .control(let act): act.control
        case .exception(let act): act.exception
        case .plan(let act): act.plan.description
        case .risk(let act): act.risk
        }
    }

    /// What happened to what, for a listing: `control C-0001: record`.
    package var summary: String {
        switch self {
        case .control(let act): "control \(subject): \(Self.name(of: act))"
        case .exception(let act): "exception \(subject): \(Self.name(of: act))"
        case .plan(let act): "plan \(subject): \(Self.name(of: act))"
        case .risk(let act): "risk \(subject): \(Self.name(of: act))"
        }
    }

    /// The case's own name in words: `changesRequested` is `changes requested`.
    private static func name(of act: Any) -> String {
        let label = Mirror(reflecting: act).children.first?.label ?? "\(act)"
        return label.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }
}
