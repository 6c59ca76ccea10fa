import EstateModel
import FoundationEssentials
import Risk

/// The report as JSON after docs/schema/report.json: stable, sorted keys, UTC.
package enum JSONReport {
    /// - Throws: what the encoder throws; it has nothing to refuse here.
    package static func render(_ model: ReportModel) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Document(model)), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        var format = "reeve-report-1"
        var estate: String
        var organisation: String?
        var asOf: CalendarDay
        var headline: Figures
        var risks: [Row]
        var approaching: [Row]
        var deviations: [Row]
        var unknowns: [Row]
        var endings: [Ending]
        var coverage: Coverage
        var provenance: Provenance

        init(_ model: ReportModel) {
            estate = model.estateName
            organisation = model.organisation?.id
            asOf = model.asOf
            headline = Figures(model.headline)
            risks = model.risks.map { Row($0, model) }
            approaching = model.approaching.map { Row($0, model) }
            deviations = model.deviations.map { Row($0, model) }
            unknowns = model.unknowns.map { Row($0, model) }
            endings = model.headline.timeline.flatMap { quarter in
                quarter.entries.map { Ending($0, financialYear: quarter.quarter.financialYear) }
            }
            coverage = Coverage(model.coverage)
            provenance = Provenance(model.provenance)
        }
    }

    private struct Figures: Encodable {
        var unmanagedRisks: Int
        var risks: Int
        var assetsJudged: Int
        var assetsNotJudged: [String]
        var softwareIdentified: Int
        var softwareSeen: Int
        var statuses: [String: Int]

        init(_ headline: Headline) {
            unmanagedRisks = headline.unmanaged
            risks = headline.risks
            assetsJudged = headline.assetsJudged
            assetsNotJudged = headline.assetsNotJudged
            softwareIdentified = headline.identified
            softwareSeen = headline.seen
            statuses = Dictionary(
                headline.statuses.map { ($0.status.rawValue, $0.pieces) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    private struct Row: Encodable {
        var reference: String
        var kind: String
        var organisation: String?
        var product: String
        var release: String?
        var label: String
        var title: String
        var service: String?
        var owners: [String]
        var sharedWith: [String]
        var assets: [Asset]
        var verdict: Verdict?
        var vendorStanding: String
        var councilStanding: String?
        var inherent: Score
        var residual: Score
        var byWhen: CalendarDay?
        var byWhenRule: String?
        var byWhenExplanation: String?
        var containBy: CalendarDay?
        var decides: String?
        var obligations: [String]
        var unmanaged: Bool
        var confidence: Confidence
        var firstDetected: CalendarDay
        var sources: [SourceReference]

        init(_ row: RegisterRow, _ model: ReportModel) {
            reference = model.reference(of: row)
            kind = row.kind.rawValue
            organisation = row.key.organisation
            product = row.key.product
            release = row.key.release
            label = row.label
            title = row.title
            service = row.service?.id
            owners = row.owners
            sharedWith = row.sharedWith
            assets = row.assets.map { Asset(id: $0.id, name: $0.name, residual: $0.score.residual.points) }
            verdict = row.verdict
            vendorStanding = row.vendorStanding
            councilStanding = row.councilStanding
            inherent = Score(row.score.inherent)
            residual = Score(row.score.residual)
            byWhen = row.byWhen?.value
            byWhenRule = row.byWhen?.winner.rule.rawValue
            byWhenExplanation = row.byWhen?.explanation ?? row.byWhenProblem
            containBy = row.byWhen?.containBy
            decides = row.route.decider
            obligations = row.obligations.map(\.text)
            unmanaged = row.isUnmanaged
            confidence = row.confidence
            firstDetected = row.firstDetected
            sources = row.sources
        }
    }

    private struct Asset: Encodable {
        var id: Int64
        var name: String
        var residual: Int
    }

    private struct Score: Encodable {
        var likelihood: Int
        var impact: Int
        var points: Int
        var band: String
        var factors: [Factor]

        init(_ state: ScoreState) {
            likelihood = state.likelihood.value
            impact = state.impact.value
            points = state.points
            band = state.band.id
            factors = state.factors
        }
    }

    private struct Ending: Encodable {
        var day: CalendarDay
        var financialYear: String
        var what: String
        var product: String
        var release: String?
        var label: String
        var assets: Int
        var services: [String]

        init(_ entry: TimelineEntry, financialYear: String) {
            day = entry.day
            self.financialYear = financialYear
            what = entry.ending.rawValue
            product = entry.product
            release = entry.release
            label = entry.label
            assets = entry.assets
            services = entry.services
        }
    }

    private struct Coverage: Encodable {
        struct Cause: Encodable {
            var code: String
            var hosts: [String]
            var message: String
            var remedy: String

            init(_ cause: ReportModel.Coverage.Cause) {
                code = cause.code.rawValue
                hosts = cause.hosts
                message = cause.message
                remedy = cause.remedy
            }
        }

        var targets: Int
        var reached: Int
        var read: Int
        var failures: [Cause]
        var partial: [Cause]

        init(_ coverage: ReportModel.Coverage) {
            targets = coverage.targets
            reached = coverage.reached
            read = coverage.read
            failures = coverage.failures.map(Cause.init)
            partial = coverage.partial.map(Cause.init)
        }
    }

    private struct Provenance: Encodable {
        var reeveVersion: String
        var scan: Int64?
        var scanStarted: Instant?
        var rulesDigest: String
        var rulesAreComplete: Bool
        var ruleCount: Int
        var policyDigest: String?

        init(_ provenance: ReportModel.Provenance) {
            reeveVersion = provenance.reeveVersion
            scan = provenance.scan
            scanStarted = provenance.scanStarted
            rulesDigest = provenance.rulesDigest
            rulesAreComplete = provenance.rulesAreComplete
            ruleCount = provenance.ruleCount
            policyDigest = provenance.policyDigest
        }
    }
}
