import EstateModel

/// The facts of one host that show the same installation.
struct InstallationGroup {
    private(set) var best: KnownJudgement
    /// In no order; only counted where nobody asks for them.
    private(set) var rest: [KnownJudgement] = []
    private(set) var restCount = 0
    private(set) var hasPackage: Bool
    private let keepsRest: Bool

    init(_ first: KnownJudgement, keepsRest: Bool) {
        best = first
        hasPackage = first.isPackage
        self.keepsRest = keepsRest
    }

    /// - Parameter facts: not empty.
    init(_ facts: [KnownJudgement]) {
        self.init(facts[0], keepsRest: true)
        for fact in facts.dropFirst() { add(fact) }
    }

    mutating func add(_ fact: KnownJudgement) {
        restCount += 1
        hasPackage = hasPackage || fact.isPackage
        let weaker: KnownJudgement
        if fact.isStronger(than: best) {
            weaker = best
            best = fact
        } else {
            weaker = fact
        }
        if keepsRest { rest.append(weaker) }
    }

    /// Of a group that keeps them.
    var facts: [KnownJudgement] { [best] + rest }
}
