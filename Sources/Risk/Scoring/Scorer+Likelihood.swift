import EstateModel

extension Scorer {
    func inherentLikelihood() -> ScoreComponent {
        let support = supportFactor()
        let patches = patchFactor()
        var factors = [support, patches, exposureFactor()]
        if let weakness = weaknessFactor() { factors.append(weakness) }
        let sum = max(support.value, patches.value) + factors.dropFirst(2).reduce(0) { $0 + $1.value }
        if let limit = limit(sum, name: "likelihood") { factors.append(limit) }
        return ScoreComponent(value: min(max(sum, 1), 5), factors: factors)
    }

    // MARK: S, support

    private func supportFactor() -> Factor {
        switch facts.support.standing(on: asOf) {
        case .free(nil):
            return support(1, "It is supported, and no end of support is published.")
        case .free(let until?):
            return support(value(ofDaysLeft: asOf.days(until: until)), endSentence("Security fixes end", until))
        case .paid(let until, _):
            let end = until.map { " until \($0.longDescription)" } ?? ""
            return support(2, "Paid cover is proven and gives fixes\(end).")
        case .claimed(_, let freeEnd):
            // A claim that nothing proves must not lower the score.
            let ended = freeEnd.map { value(ofDaysLeft: asOf.days(until: $0)) } ?? 4
            return support(max(4, ended), "Paid cover is recorded, but nothing proves that it is in force.")
        case .ended(nil):
            return support(5, "It gets no security fixes; nobody published since when.", assumed: true)
        case .ended(let day?):
            return support(value(ofDaysLeft: asOf.days(until: day)), endSentence("Security fixes ended", day))
        case .unknown:
            return support(3, "Nobody knows whether it still gets security fixes.", assumed: true)
        }
    }

    private func support(_ value: Int, _ text: String, assumed: Bool = false) -> Factor {
        Factor(.support, value, text, evidence: facts.supportEvidence, assumed: assumed)
    }

    /// The end day itself has 0 days left and is still supported; the day after has -1.
    private func value(ofDaysLeft days: Int) -> Int {
        let limits = policy.supportDays
        if days > limits[0] { return 1 }
        if days > limits[1] { return 2 }
        if days >= limits[2] { return 3 }
        return days >= limits[3] ? 4 : 5
    }

    private func endSentence(_ start: String, _ day: CalendarDay) -> String {
        "\(start) on \(day.longDescription), \(distance(from: asOf, to: day))."
    }

    // MARK: P, patches

    private func patchFactor() -> Factor {
        switch facts.patches {
        case .current:
            return patches(0, "No security fix is missing.")
        case .notLearnt(let why):
            return patches(0, "\(why) Missing fixes are not scored.", assumed: true)
        case .missing(let fixes):
            let count = fixes.count.map { counted($0, "security fix", "security fixes") } ?? "Security fixes"
            let verb = fixes.count == 1 ? "is" : "are"
            guard let oldest = fixes.oldest else {
                return patches(3, "\(count) \(verb) missing; nothing tells for how long.", assumed: true)
            }
            let age = max(0, oldest.days(until: asOf))
            let value = value(ofPatchAge: age)
            if let basis = fixes.estimatedFrom {
                let since = age == 0 ? "since today at the earliest" : "for up to \(counted(age, "day", "days"))"
                let text = "\(count) \(verb) or may be missing, \(since). \(basis)"
                return patches(value, text, assumed: true)
            }
            let released =
                "the oldest was released on \(oldest.longDescription), \(distance(from: asOf, to: min(oldest, asOf)))"
            return patches(value, "\(count) \(verb) missing; \(released).")
        }
    }

    private func patches(_ value: Int, _ text: String, assumed: Bool = false) -> Factor {
        Factor(.patches, value, text, evidence: facts.patchEvidence, assumed: assumed)
    }

    private func value(ofPatchAge days: Int) -> Int {
        let limits = policy.patchDays
        if days <= limits[0] { return 0 }
        if days <= limits[1] { return 2 }
        return days <= limits[2] ? 3 : 4
    }

    // MARK: E and W

    private func exposureFactor() -> Factor {
        let evidence = facts.exposureEvidence
        switch facts.internetFacing {
        case true?:
            return Factor(.exposure, 1, "It can be reached from the internet.", evidence: evidence)
        case false?:
            return Factor(.exposure, 0, "It cannot be reached from the internet.", evidence: evidence)
        case nil:
            let text = "Nobody recorded whether it can be reached from the internet; taken as not."
            return Factor(.exposure, 0, text, evidence: evidence, assumed: true)
        }
    }

    private func weaknessFactor() -> Factor? {
        let weaknesses = facts.weaknesses.sorted()
        guard let first = weaknesses.first else { return nil }
        let text = weaknesses.map(\.explanation).joined(separator: "; ")
        return Factor(.weakness, 1, "An obsolete service is in use: \(text).", evidence: first.evidence)
    }
}
