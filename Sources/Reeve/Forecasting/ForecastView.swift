import Assessment
import EstateFiles
import EstateModel
import Forecast
import Risk
import Store
import StrictYAML

/// A forecast with the prices and organisations that it is shown with.
struct ForecastView {
    let forecast: SupportForecast
    let costs: CostTable
    /// All organisations of the estate, by id.
    let organisations: [String]
    /// Whose share of the costs is shown; nil for the whole.
    let organisation: String?

    /// Whether it matters whose something is.
    var isShared: Bool { organisation == nil && organisations.count > 1 }

    var totals: [YearTotal] {
        YearTotal.totals(of: forecast, costs: costs, organisations: organisations)
    }

    func replacementPence(_ ending: SupportEnding) -> Int? {
        costs.replacementPence(ending, organisation: organisation)
    }

    func coverPencePerYear(_ ending: SupportEnding) -> Int? {
        costs.coverPencePerYear(ending, organisation: organisation)
    }

    func summary(coverage: SoftwareCoverage) -> String {
        let over = forecast.over.reduce(0) { $0 + $1.holders.count }
        let ending = forecast.endings.reduce(0) { $0 + $1.holders.count }
        return "As of \(forecast.asOf.longDescription), of all installations that rules know: \(over) are over, "
            + "\(ending) end until \(forecast.lastDay.longDescription), \(forecast.laterCount) later, "
            + "\(forecast.undatedCount) have no published end, and of \(forecast.unknownCount) nobody knows. "
            + coverage.sentence
    }
}

/// `Q3 2026/27`, or `over` for what ended before the day of the forecast.
func quarterName(_ quarter: FinancialQuarter?, isOver: Bool) -> String {
    guard !isOver, let quarter else { return "over" }
    return "Q\(quarter.number) \(quarter.financialYear)"
}

extension LoadedAssessment {
    /// The forecast from the day of judgement.
    ///
    /// - Parameter organisation: whose hosts count; nil for all.
    func forecast(years: Int, organisation: String?) -> SupportForecast {
        SupportForecast(
            findings: findings(of: organisation),
            assets: assessment.hosts.map(\.context),
            asOf: assessment.register.asOf,
            years: years
        )
    }

    func findings(of organisation: String?) -> [Finding] {
        guard organisation != nil else { return assessment.findings }
        let own = Set(assessment.hosts.filter { isOwn($0, organisation) }.map(\.summary.id.rawValue))
        return assessment.findings.filter { own.contains($0.assetID) }
    }
}

extension Workspace {
    /// The prices of costs.yaml; none when there is no such file.
    func costs() throws -> CostTable {
        let path = directory.file("costs.yaml")
        do {
            let contents = try BoundedFile.read(path, limit: 1 << 20)
            return try CostTable(yaml: String(decoding: contents.bytes, as: UTF8.self), file: "costs.yaml")
        } catch let error as BoundedFile.Fault where error.kind == .absent {
            return CostTable()
        } catch let error as BoundedFile.Fault {
            throw Failure("the prices in \(visible(path)) \(error.message)")
        } catch let error as InvalidFile {
            throw Failure("the prices in \(visible(path)) cannot be used:\n\(error.description)")
        }
    }
}
