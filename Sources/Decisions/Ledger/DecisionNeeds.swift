/// Which records of the state an act is judged by. What an exception refers to is read with it.
package struct DecisionNeeds: Hashable, Sendable {
    package var assets: Set<Int64> = []
    package var controls: Set<String> = []
    package var exceptions: Set<String> = []
    package var risks: Set<String> = []
    /// Kinds of which every record is needed.
    package var all: Set<StoredState.Kind> = []

    package init() {}

    /// Everything: right for a report, and slow with a hundred thousand risks.
    package static let everything: DecisionNeeds = {
        var needs = DecisionNeeds()
        needs.all = [.asset, .control, .exception, .plan, .risk]
        return needs
    }()

    /// All that says how exceptions stand: assets out of use, controls, plans, and the risks of what is approved.
    package static let standing: DecisionNeeds = {
        var needs = DecisionNeeds()
        needs.all = [.asset, .control, .exception, .plan]
        return needs
    }()

    /// What one act is judged by.
    package init(_ act: Act) {
        switch act {
        case .asset(let act): assets = [act.asset]
        case .control(let act): controls = [act.control]
        case .plan: all = [.plan]
        case .risk(let act):
            risks = [act.risk]
            if case .close(_, _, _, let retired, _) = act { assets = Set(retired ?? []) }
        case .exception(let act):
            exceptions = [act.exception]
            all = [.asset]
            switch act {
            // Whether the same assets were excepted before, and what came of it, decides about level and time.
            case .submit, .decide: all.formUnion([.exception, .plan])
            case .supersede(_, let by): exceptions.insert(by)
            default: break
            }
        }
    }

    /// The kinds of records that may have to be read; an exception's own references are of any kind.
    package var kinds: Set<StoredState.Kind> {
        if !exceptions.isEmpty || all.contains(.exception) { return Set(StoredState.Kind.allCases) }
        var kinds = all.union([.book])
        if !assets.isEmpty { kinds.insert(.asset) }
        if !controls.isEmpty { kinds.insert(.control) }
        if !risks.isEmpty { kinds.insert(.risk) }
        return kinds
    }

    package mutating func add(_ other: DecisionNeeds) {
        assets.formUnion(other.assets)
        controls.formUnion(other.controls)
        exceptions.formUnion(other.exceptions)
        risks.formUnion(other.risks)
        all.formUnion(other.all)
    }
}
