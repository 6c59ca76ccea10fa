import EstateModel
import Forecast
import Risk

/// The forecast as JSON (docs/schema/forecast.json).
struct ForecastDocument: Encodable {
    struct Ending: Encodable {
        struct Holder: Encodable {
            var name: String
            var organisations: [String: Int]
            var service: String?
        }

        var quarter: String?
        var financialYear: String?
        var day: CalendarDay?
        var approximate: Bool
        var ending: TimelineEntry.Ending
        var product: String
        var release: String?
        var label: String
        var clock: String?
        var withoutCover: CalendarDay?
        var withCover: CalendarDay?
        var cover: String?
        var coverHeld: Bool
        var hosts: [Holder]
        var replacementPence: Int?
        var coverPencePerYear: Int?

        init(_ ending: SupportEnding, _ view: ForecastView) {
            quarter = ending.quarter.map { "Q\($0.number)" }
            financialYear = ending.quarter?.financialYear
            day = ending.day
            approximate = ending.isApproximate
            self.ending = ending.ending
            product = ending.product
            release = ending.release
            label = ending.label
            clock = ending.clock
            withoutCover = ending.withoutCover
            withCover = ending.withCover
            cover = ending.cover
            coverHeld = ending.isCovered
            hosts = ending.holders.map { Holder(name: $0.name, organisations: $0.organisations, service: $0.service) }
            replacementPence = view.replacementPence(ending)
            coverPencePerYear = view.coverPencePerYear(ending)
        }
    }

    struct Year: Encodable {
        struct Part: Encodable {
            var installations: Int
            var replacementPence: Int
            var coverPencePerYear: Int
        }

        var financialYear: String?
        var releases: Int
        var installations: Int
        var replacementPence: Int
        var coverPencePerYear: Int
        var installationsWithoutPrice: Int
        var organisations: [String: Part]

        init(_ total: YearTotal) {
            financialYear = total.financialYear
            releases = total.releases
            installations = total.installations
            replacementPence = total.replacementPence
            coverPencePerYear = total.coverPencePerYear
            installationsWithoutPrice = total.unpriced
            organisations = total.parts.mapValues {
                Part(
                    installations: $0.installations,
                    replacementPence: $0.replacementPence,
                    coverPencePerYear: $0.coverPencePerYear
                )
            }
        }
    }

    var asOf: CalendarDay
    var lastDay: CalendarDay
    var organisation: String?
    var coverage: CoverageRow
    var over: [Ending]
    var endings: [Ending]
    var years: [Year]
    var laterInstallations: Int
    var undatedInstallations: Int
    var unknownInstallations: Int

    init(_ view: ForecastView, coverage: CoverageRow) {
        let forecast = view.forecast
        asOf = forecast.asOf
        lastDay = forecast.lastDay
        organisation = view.organisation
        self.coverage = coverage
        over = forecast.over.map { Ending($0, view) }
        endings = forecast.endings.map { Ending($0, view) }
        years = view.totals.map(Year.init)
        laterInstallations = forecast.laterCount
        undatedInstallations = forecast.undatedCount
        unknownInstallations = forecast.unknownCount
    }
}
