import EstateModel

// What the scan shows, criterion by criterion. docs/scoring.md has the table of values.
extension LitrafReader {
    /// Facts that a list of reasons names; the rest is counted.
    private static let mostNamed = 3

    // MARK: L1

    /// Out of support is certain, whether or not somebody pays for fixes: new features and other support are gone.
    var endOfSupport: Shown {
        var levels: [(level: Int, reason: String)] = []
        var open: [String] = facts.unread.map { "\(visible($0, limit: 80)) was never read." }
        for product in facts.products {
            let name = "\(visible(product.label, limit: 80)) on \(visible(product.asset, limit: 80))"
            switch end(of: product.clock) {
            case .over(let day):
                let since = day.map { " on \($0.longDescription)" } ?? ""
                levels.append((6, "\(name): free fixes ended\(since)."))
            case .on(let day): levels.append(level(of: product, name, ends: day))
            case .notPublished: open.append("\(name): no end is published.")
            case .unknown: open.append("\(name): its end is not known.")
            }
        }
        if facts.products.isEmpty, open.isEmpty { open.append("No product of it has been judged.") }
        let low = levels.map(\.level).max() ?? 1
        let reasons = levels.filter { $0.level == low }.map(\.reason)
        let isExact = low == 6 || open.isEmpty
        return Shown(low: low, isExact: isExact, reasons: Self.named(reasons) + (isExact ? [] : Self.named(open)))
    }

    private func level(of product: LitrafFacts.Product, _ name: String, ends day: CalendarDay) -> (Int, String) {
        let reason = "\(name): free fixes end on \(day.longDescription)"
        guard asOf.days(until: day) <= Self.horizonDays else {
            return (1, "\(reason), in more than \(Self.horizonDays) days.")
        }
        guard let plan = product.fundedPlanEnd, plan <= day else {
            return (5, "\(reason), and no funded plan ends it.")
        }
        return (3, "\(reason); a funded plan ends it by \(plan.longDescription).")
    }

    private enum End {
        case over(CalendarDay?)
        case on(CalendarDay)
        case notPublished
        case unknown
    }

    private func end(of clock: SupportClock) -> End {
        switch clock {
        case .ended(let day): .over(day)
        case .free(let day?), .paid(_, let day?), .claimed(_, let day?): day < asOf ? .over(day) : .on(day)
        case .free(nil): .notPublished
        // Paid cover begins where free fixes end.
        case .paid(_, nil), .claimed(_, nil): .over(nil)
        case .unknown: .unknown
        }
    }

    // MARK: L5

    /// Age tells of hardware alone; the room, the power and the rest are for people to answer.
    var hardware: Shown {
        var levels: [(level: Int, reason: String)] = []
        for machine in facts.machines {
            let name = visible(machine.asset, limit: 80)
            let day = machine.ageDue.longDescription
            if machine.ageDue < asOf {
                levels.append((5, "\(name) was over its life span on \(day)."))
            } else if asOf.days(until: machine.ageDue) <= Self.horizonDays {
                levels.append((3, "\(name) reaches its life span on \(day)."))
            }
        }
        let low = levels.map(\.level).max() ?? 1
        let reasons = Self.named(levels.filter { $0.level == low }.map(\.reason))
        let rest =
            facts.machines.isEmpty
            ? "The age of its hardware is not known." : "The environment is for people to answer."
        return Shown(low: low, isExact: low == 6, reasons: reasons + [rest])
    }

    // MARK: L6

    /// A fix that is missing is a vulnerability that everybody can read about.
    var vulnerabilities: Shown {
        var levels: [(level: Int, reason: String)] = []
        var open: [String] = facts.unread.map { "\(visible($0, limit: 80)) was never read." }
        for host in facts.hosts {
            let name = visible(host.asset, limit: 80)
            levels += host.weaknesses.map { (6, "\(name): \(visible($0, limit: 120))") }
            switch host.patches {
            case .missing(let fixes) where fixes.count != nil:
                levels.append(
                    (6, "\(name): \(counted(fixes.count ?? 0, "security fix is", "security fixes are")) missing.")
                )
            case .missing: open.append("\(name): its list of updates is too old to tell.")
            case .notLearnt(let why): open.append("\(name): \(why)")
            case .current: levels.append((1, "\(name): no security fix of a package is missing."))
            }
        }
        for product in facts.products where product.clock.lacksFixes(on: asOf) {
            let name = "\(visible(product.label, limit: 80)) on \(visible(product.asset, limit: 80))"
            levels.append((5, "\(name): what is found from now on is not mended."))
        }
        if facts.hosts.isEmpty, open.isEmpty { open.append("How it is patched is not known.") }
        let low = levels.map(\.level).max() ?? 1
        let reasons = levels.filter { $0.level == low }.map(\.reason)
        let isExact = low == 6 || (open.isEmpty && low == 1)
        if !isExact, open.isEmpty { open.append("Whether a weakness is known today is for people to answer.") }
        return Shown(low: low, isExact: isExact, reasons: Self.named(reasons) + (isExact ? [] : Self.named(open)))
    }

    private static func named(_ reasons: [String]) -> [String] {
        var seen: Set<String> = []
        let unique = reasons.filter { seen.insert($0).inserted }
        guard unique.count > mostNamed else { return unique }
        return unique.prefix(mostNamed) + ["And \(unique.count - mostNamed) more like these."]
    }
}
