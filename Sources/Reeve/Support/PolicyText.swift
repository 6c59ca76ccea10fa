import Compliance
import EstateModel

/// The council's policy for a terminal: the headline, then what is not met, demand by demand.
struct PolicyText {
    /// Verdicts that say the same of several assets.
    private struct Group {
        var verdict: PolicyVerdict
        var names: [String]
    }

    /// Shown of each demand; more are for a spreadsheet.
    private static let mostGroups = 40

    let title: String
    let asOf: CalendarDay
    let tally: PolicyTally
    let narrowestDays: Int?
    let hasApprovedList: Bool
    let neverRead: [String]
    let listed: [PolicyVerdict]
    let width: Int?

    init(_ policy: LoadedPolicy, listed: [PolicyVerdict], width: Int?) {
        self.init(
            title: policy.title,
            asOf: policy.asOf,
            tally: policy.tally,
            narrowestDays: policy.warnDays.first,
            hasApprovedList: policy.hasApprovedList,
            neverRead: policy.neverRead,
            listed: listed,
            width: width
        )
    }

    init(
        title: String,
        asOf: CalendarDay,
        tally: PolicyTally,
        narrowestDays: Int?,
        hasApprovedList: Bool,
        neverRead: [String],
        listed: [PolicyVerdict],
        width: Int?
    ) {
        self.title = title
        self.asOf = asOf
        self.tally = tally
        self.narrowestDays = narrowestDays
        self.hasApprovedList = hasApprovedList
        self.neverRead = neverRead
        self.listed = listed
        self.width = width
    }

    var text: String {
        let heading = "\(visible(title, limit: 120)), council policy as of \(asOf.longDescription)\n\n"
        let sections = PolicyVerdict.Demand.allCases.compactMap(section).joined()
        return wrappedForTerminal(heading, width: width) + headline + wrappedForTerminal(notes + sections, width: width)
    }

    // MARK: Headline

    private var headline: String {
        var columns: [TextTable.Column] = [.init("Demand"), .init("Breached", isNumber: true)]
        columns.append(.init("Due soon", isNumber: true))
        if let narrowestDays { columns.append(.init("in \(narrowestDays) days", isNumber: true)) }
        columns += [.init("Unknown", isNumber: true), .init("Met", isNumber: true)]
        var table = TextTable(columns)
        for row in tally.rows {
            var cells = [row.demand.rawValue, String(row.count(.breached)), String(row.count(.dueSoon))]
            if narrowestDays != nil { cells.append(String(row.dueInNarrowest)) }
            cells += [String(row.count(.unknown)), String(row.count(.met))]
            table.append(row.total == 0 ? [row.demand.rawValue] + cells.dropFirst().map { _ in "—" } : cells)
        }
        return table.text(width: width)
    }

    /// Nobody may take silence for consent.
    private var notes: String {
        var text = ""
        if !neverRead.isEmpty { text += "\nNever read  \(names(neverRead)): nothing is known\n" }
        if !hasApprovedList {
            text += "\npolicy.yaml has no list of approved products, so none is asked about\n"
        }
        return text
    }

    // MARK: Demands

    private func section(_ demand: PolicyVerdict.Demand) -> String? {
        let groups = groups(of: demand)
        guard !groups.isEmpty else { return nil }
        var text = "\n\(demand.title)\n"
        for group in groups.prefix(Self.mostGroups) { text += entry(group) }
        let rest = groups.count - Self.mostGroups
        if rest > 0 { text += "  and \(rest) more; --format csv lists them all\n" }
        return text
    }

    private func entry(_ group: Group) -> String {
        let verdict = group.verdict
        let standing = verdict.standing.label
        let lead = "  \(standing)" + String(repeating: " ", count: 11 - standing.count)
        let place = group.names.isEmpty ? "" : " on \(names(group.names))"
        return lead + visible(verdict.what, limit: 120) + place + day(verdict) + "\n"
            + String(repeating: " ", count: 13) + visible(verdict.reason, limit: 600) + "\n"
    }

    private func day(_ verdict: PolicyVerdict) -> String {
        switch verdict.outcome {
        case .breached(let since?): ", since \(since.longDescription)"
        case .dueSoon(let until): ", until \(until.longDescription)"
        case .met(let until?): ", until \(until.longDescription)"
        case .breached, .met, .unknown: ""
        }
    }

    private func names(_ names: [String]) -> String {
        let shown = names.prefix(4).map { visible($0, limit: 80) }.joined(separator: ", ")
        return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
    }

    /// Worst first, then what is due first.
    private func groups(of demand: PolicyVerdict.Demand) -> [Group] {
        var places: [PolicyVerdict: Int] = [:]
        var groups: [Group] = []
        for verdict in listed where verdict.demand == demand {
            var key = verdict
            key.assetID = nil
            key.assetName = nil
            key.organisations = []
            if let place = places[key] {
                groups[place].names += verdict.assetName.map { [$0] } ?? []
            } else {
                places[key] = groups.count
                groups.append(Group(verdict: verdict, names: verdict.assetName.map { [$0] } ?? []))
            }
        }
        return groups.sorted { order($0).lexicographicallyPrecedes(order($1)) }
    }

    private func order(_ group: Group) -> [String] {
        let verdict = group.verdict
        let rank = PolicyVerdict.Standing.allCases.firstIndex(of: verdict.standing) ?? 0
        return [String(rank), verdict.day?.description ?? "~", verdict.what, group.names.first ?? "", verdict.reason]
    }
}

extension PolicyVerdict.Standing {
    fileprivate var label: String { self == .dueSoon ? "due soon" : rawValue }
}

extension PolicyVerdict.Demand {
    /// The demand as a heading.
    fileprivate var title: String {
        switch self {
        case .approvedProducts: "Only what the council agreed to run (approved-products)"
        case .generations: "Not too many generations behind (generations)"
        case .hardwareLife: "Devices within their life span (hardware-life)"
        case .patchAge: "Security fixes installed in time (patch-age)"
        case .advisedPatchAge: "Security fixes installed as NCSC advises (advised-patch-age)"
        case .warningHorizon: "Nothing out of support, every end seen coming (warning-horizon)"
        case .contractEnd: "Contracts and paid cover (contract-end)"
        case .licenceEnd: "Licences (licence-end)"
        }
    }
}
