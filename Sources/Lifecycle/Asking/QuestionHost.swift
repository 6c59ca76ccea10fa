import EstateModel
import FoundationEssentials

/// The `host` of a question.
struct QuestionHost: Decodable {
    struct Pro: Decodable {
        var attached: Bool?
        var services: [String]?
    }

    struct Licence: Decodable {
        var id: String?
        var licenseStatus: Int?
    }

    struct LocalRule: Decodable {
        var product: String
        var cycle: JSONText
        var supportEnd: CalendarDay
        var source: String?
    }

    var os: String?
    var edition: String?
    var build: JSONText?
    var ubr: Int?
    var installationType: String?
    var osRelease: [String: JSONText]?
    var subscriptionRelease: JSONText?
    var repos: [String]?
    var suseProducts: [String]?
    var pro: Pro?
    var slp: [Licence]?
    var localRules: [LocalRule]?

    var context: HostContext {
        var host = HostContext(system: os)
        host.edition = edition
        host.build = build?.text
        host.updateRevision = ubr
        host.installationType = installationType
        if let osRelease { host.systemFacts = [Fact(kind: "os-release", fields: osRelease.mapValues(\.text))] }
        host.subscriptionRelease = subscriptionRelease?.text
        host.repositories = repos
        host.suseProducts = suseProducts
        host.pro = pro.map { HostContext.Pro(attached: $0.attached ?? false, services: $0.services ?? []) }
        host.licences = slp?.compactMap { row in
            row.id.map { HostContext.Licence(id: $0, status: row.licenseStatus ?? 0) }
        }
        host.localRules = (localRules ?? []).map {
            HostContext.LocalRule(
                product: $0.product,
                cycle: $0.cycle.text,
                supportEnd: $0.supportEnd,
                source: $0.source
            )
        }
        return host
    }
}
