import EstateModel
import Risk

extension HTMLReport {
    private static let mostDecisions = 10

    var decisionsSection: Section {
        let open = undecided
        return Section(
            id: "decisions",
            label: "What to decide next",
            title: "What to decide next",
            content: Self.content {
                if open.isEmpty, model.headline.isNothingKnown {
                    tag("p") { "Nobody can tell: nothing was read yet, so nothing was judged." }
                } else if open.isEmpty {
                    tag("p") {
                        "Nothing waits for a decision: nothing runs without security fixes and without an exception."
                    }
                } else {
                    tag("p") { introduction(open) }
                    tag("ol", ["class": "decisions"]) {
                        for rows in open.prefix(Self.mostDecisions) { card(rows) }
                    }
                    if open.count > Self.mostDecisions { more(open.count - Self.mostDecisions) }
                }
            }
        )
    }

    /// Unmanaged risks in the order in which to take them: what the internet reaches, then by day, then the worst.
    ///
    /// Rows that differ only by organisation are decided in each of them and stand together.
    private var undecided: [[RegisterRow]] {
        var groups: [[String]: [RegisterRow]] = [:]
        var ranks: [[String]: [Int]] = [:]
        for (index, row) in model.risks.enumerated() where row.isUnmanaged {
            let identity = Self.identityWithoutOrganisation(row)
            let rank = [isUrgent(row) ? 0 : 1, Int(row.dueDay?.daysSinceEpoch ?? .max), index]
            groups[identity, default: []].append(row)
            if let known = ranks[identity], !rank.lexicographicallyPrecedes(known) { continue }
            ranks[identity] = rank
        }
        return groups.sorted { left, right in
            (ranks[left.key] ?? []).lexicographicallyPrecedes(ranks[right.key] ?? [])
        }.map(\.value)
    }

    /// What a risk is about, the same for every organisation that shares it.
    static func identityWithoutOrganisation(_ row: RegisterRow) -> [String] {
        [row.kind.rawValue, row.key.product, row.key.release ?? "", row.key.service ?? ""]
    }

    private func introduction(_ open: [[RegisterRow]]) -> String {
        let these = open.count == 1 ? "This risk waits" : "These \(grouped(open.count)) risks wait"
        let isShared = open.contains { $0.contains(where: \.isShared) }
        return
            "\(these) for a decision. Each is either accepted for a limited time with a dated plan (an exception), or "
            + "removed or replaced at once. Until then it must be contained: shielded so that an attacker cannot reach it. "
            + "The most pressing come first."
            + (isShared ? " A risk that councils share is decided in each of them." : "")
    }

    private func more(_ count: Int) -> HTML {
        tag("p") {
            "\(counted(count, "more waits", "more wait")) for a decision, marked “no decision” in "
            tag("a", ["href": "#register"]) { "the register" }
            "."
        }
    }

    private func isUrgent(_ row: RegisterRow) -> Bool {
        row.obligations.contains { $0.code == .sameDay }
    }

    // MARK: One decision

    private func card(_ rows: [RegisterRow]) -> HTML {
        tag("li") {
            if let worst = rows.first {
                tag("div") {
                    tag("h3") {
                        worst.label
                        if let service = worst.service { ", \(service.name)" }
                    }
                    tag("p", ["class": "marks"]) {
                        scoreMark(worst.score.residual)
                        if rows.contains(where: isUrgent) {
                            Self.mark("▲", "Reached from the internet: tell the SIRO today", .bad)
                        }
                        if rows.contains(where: isOverdue) { Self.mark("▲", "Its day has passed", .bad) }
                    }
                    tag("p") { worst.title }
                }
                facts(rows, worst)
            }
        }
    }

    private func facts(_ rows: [RegisterRow], _ worst: RegisterRow) -> HTML {
        tag("dl", ["class": "facts"]) {
            tag("dt") { rows.count == 1 ? "Reference" : "References" }
            tag("dd") {
                for (index, row) in rows.enumerated() {
                    if index > 0 { tag("br") }
                    tag("a", ["href": "#\(anchor(of: row))"]) { model.reference(of: row) }
                    if model.organisation == nil { ", \(model.organisationName(row.key.organisation))" }
                }
            }
            Self.fact("On", listed(Set(rows.flatMap { $0.assets.map(\.name) }).sorted(), atMost: 4))
            Self.fact("Answers for it", answering(rows))
            Self.fact("In the scope of", scopes(rows))
            Self.fact("Treatment", treatments(rows))
            Self.fact("Proposed", worst.suggestion.text)
            Self.fact("Contain it by", worst.byWhen?.containBy.map(dated))
            Self.fact("By when", worst.dueDay.map(dated) ?? worst.byWhenProblem)
            Self.fact("Plan", worst.planSummary)
            Self.fact("Decides", decider(rows, worst.route))
        }
    }

    /// What each council decided to do about it; nil while none has.
    private func treatments(_ rows: [RegisterRow]) -> String? {
        let told = rows.compactMap { row in
            model.treatment(of: row).map { treatment in
                let text = treatment.summary(asOf: model.asOf)
                return rows.count == 1 ? text : "\(model.organisationName(row.key.organisation)): \(text)"
            }
        }
        return told.isEmpty ? nil : told.joined(separator: " ")
    }

    private func answering(_ rows: [RegisterRow]) -> String {
        let owners = Set(rows.flatMap(\.owners)).sorted()
        return owners.isEmpty ? "nobody is named" : listed(owners, atMost: 4)
    }

    private func scopes(_ rows: [RegisterRow]) -> String? {
        let scopes = Set(rows.flatMap(\.scopes)).sorted().map(\.label)
        return scopes.isEmpty ? nil : scopes.joined(separator: ", ")
    }

    func decider(_ rows: [RegisterRow], _ route: ApprovalRoute) -> String {
        guard rows.count == 1 else {
            var route = route
            // All the councils stand beside it already.
            route.alsoDecidedIn = []
            return "\(route.summary), in each council"
        }
        guard route.decider == "SIRO", let post = siroPost(rows.first?.key.organisation) else { return route.summary }
        return "\(route.summary): \(post)"
    }

    private func siroPost(_ organisation: String?) -> String? {
        model.organisations.first { $0.id == organisation }?.siroPost
    }

    /// `20 November 2026 (in 12 days)`.
    func dated(_ day: CalendarDay) -> String {
        "\(day.longDescription) (\(distance(from: model.asOf, to: day)))"
    }

    func isOverdue(_ row: RegisterRow) -> Bool {
        row.dueDay.map { $0 < model.asOf } ?? false
    }

    static func fact(_ term: String, _ value: String?) -> [HTML] {
        guard let value else { return [] }
        return [tag("dt") { term }, tag("dd") { value }]
    }
}
