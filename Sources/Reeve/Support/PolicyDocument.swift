import Compliance
import EstateModel
import Reporting

/// The council's policy as JSON and CSV have it: one entry for each demand on each thing.
struct PolicyDocument: Encodable {
    struct DemandRow: Encodable {
        var demand: PolicyVerdict.Demand
        /// Missing advice breaks no rule of the council.
        var isAdvice: Bool
        var breached: Int
        var dueSoon: Int
        var dueSoonInNarrowestHorizon: Int
        var unknown: Int
        var met: Int
    }

    struct Row: Encodable {
        var demand: PolicyVerdict.Demand
        var asset: String?
        var what: String
        var product: String?
        var release: String?
        var contract: String?
        var organisations: [String]
        var standing: PolicyVerdict.Standing
        var day: CalendarDay?
        var horizonDays: Int?
        var actBy: CalendarDay?
        var reason: String
        var policyKey: String
    }

    var asOf: CalendarDay
    var organisation: String?
    /// Days before an end at which it is due soon.
    var warnDays: [Int]
    /// Counts everything, whatever is listed below.
    var demands: [DemandRow]
    var neverRead: [String]
    var coverage: CoverageRow
    var verdicts: [Row]

    init(_ policy: LoadedPolicy, listed: [PolicyVerdict]) {
        asOf = policy.asOf
        organisation = policy.organisation
        warnDays = policy.warnDays
        demands = policy.tally.rows.map { row in
            DemandRow(
                demand: row.demand,
                isAdvice: row.demand.isAdvice,
                breached: row.count(.breached),
                dueSoon: row.count(.dueSoon),
                dueSoonInNarrowestHorizon: row.dueInNarrowest,
                unknown: row.count(.unknown),
                met: row.count(.met)
            )
        }
        neverRead = policy.neverRead
        coverage = CoverageRow(policy.coverage)
        verdicts = listed.map(Row.init)
    }

    static func csv(_ verdicts: [PolicyVerdict]) -> String {
        var writer = CSVWriter(header: [
            "Demand", "Asset", "What", "Product", "Release", "Contract", "Organisations", "Standing", "Day",
            "Horizon in days", "Act by", "Reason", "Policy key",
        ])
        for row in verdicts.map(Row.init) {
            writer.append([
                row.demand.rawValue, row.asset ?? "", row.what, row.product ?? "", row.release ?? "",
                row.contract ?? "", row.organisations.joined(separator: "; "), row.standing.rawValue,
                row.day?.description ?? "", row.horizonDays.map(String.init) ?? "", row.actBy?.description ?? "",
                row.reason, row.policyKey,
            ])
        }
        return writer.text
    }
}

extension PolicyDocument.Row {
    init(_ verdict: PolicyVerdict) {
        self.init(
            demand: verdict.demand,
            asset: verdict.assetName,
            what: verdict.what,
            product: verdict.product,
            release: verdict.release,
            contract: verdict.contract,
            organisations: verdict.organisations,
            standing: verdict.standing,
            day: verdict.day,
            horizonDays: verdict.horizonDays,
            actBy: verdict.actBy,
            reason: verdict.reason,
            policyKey: verdict.policyKey
        )
    }
}
