import EstateModel
import TestSupport

@testable import EstateFiles

/// Estates made by chance, and the same written as YAML with every setting at the target.
enum RandomEstate {
    static func make(seed: UInt64) -> Estate {
        var random = SeededRandom(seed: seed)
        let organisations = unique(random.number(1...4)) { "org\($0)" + random.identifier("") }
            .map { Organisation(id: $0, name: random.line(), siroPost: random.line(), psnSubmission: day(&random)) }
        var estate = Estate(name: random.line(), organisations: organisations)
        estate.sites = unique(random.number(0...3)) { "site\($0)" + random.identifier("") }
            .map { Site(id: $0, name: random.line(), hostsAtOnce: random.chance(50) ? random.number(1...50) : nil) }
        estate.credentials = unique(random.number(1...4)) { "cred\($0)" + random.identifier("") }
            .map { CredentialReference(id: $0, method: method(&random)) }
        estate.services = unique(random.number(0...5)) { "svc\($0)" + random.identifier("") }
            .map { service($0, organisations, &random) }
        for index in estate.services.indices.dropFirst() where random.chance(50) {
            estate.services[index].dependsOn = [estate.services[random.number(0...(index - 1))].id]
        }
        for index in estate.services.indices.dropFirst() where random.chance(30) {
            estate.services[index].blockedServices = [estate.services[random.number(0...(index - 1))].id]
        }
        estate.groups = unique(random.number(0...3)) { "grp\($0)" + random.identifier("") }
            .map { TargetGroup(id: $0, about: random.chance(50) ? random.line() : nil) }
        for index in estate.groups.indices.dropFirst() where random.chance(50) {
            estate.groups[index].extends = estate.groups[index - 1].id
        }
        RandomScanSettings.add(to: &estate, &random)
        estate.targets = unique(random.number(1...30)) { "host\($0)" + random.identifier("") }
            .enumerated().map { target($1, number: $0, estate, &random) }
        for index in estate.services.indices where random.chance(30) {
            estate.services[index].blockedTargets = [random.pick(estate.targets).name]
        }
        return estate
    }

    private static func unique(_ count: Int, _ name: (Int) -> String) -> [String] { (0..<count).map(name) }

    private static func day(_ random: inout SeededRandom) -> CalendarDay? {
        random.chance(50) ? CalendarDay(daysSinceEpoch: Int32(random.number(20_000...30_000))) : nil
    }

    private static func reference(_ random: inout SeededRandom) -> SecretReference {
        switch random.number(0...2) {
        case 0: .environment("REEVE_\(random.number(0...99))")
        case 1: .file(random.line())
        default: .command(["pass", random.line(), random.line()])
        }
    }

    private static func method(_ random: inout SeededRandom) -> CredentialReference.Method {
        switch random.number(0...2) {
        case 0: .keyFile(path: random.line(), passphrase: random.chance(50) ? reference(&random) : nil)
        case 1: .agent(identity: random.chance(50) ? random.line() : nil)
        default: .password(reference(&random))
        }
    }

    private static func shares(_ organisations: [Organisation], _ random: inout SeededRandom) -> [String: Int] {
        guard organisations.count > 1, random.chance(50) else { return [random.pick(organisations).id: 100] }
        let first = random.number(1...99)
        return [organisations[0].id: first, organisations[1].id: 100 - first]
    }

    private static func ratings(_ random: inout SeededRandom) -> ImpactRatings {
        ImpactRatings(
            data: random.chance(50) ? random.number(1...5) : nil,
            availability: random.chance(50) ? random.number(1...5) : nil,
            privilege: random.chance(50) ? random.number(1...5) : nil,
            internetFacing: random.chance(50) ? random.chance(50) : nil
        )
    }

    private static func service(_ id: String, _ all: [Organisation], _ random: inout SeededRandom) -> BusinessService {
        var service = BusinessService(
            id: id,
            name: random.line(),
            ownerPost: random.line(),
            organisations: shares(all, &random)
        )
        service.ratings = ratings(&random)
        service.tags = random.chance(50) ? ["psn", "pci"] : []
        return service
    }

    private static func target(_ name: String, number: Int, _ estate: Estate, _ random: inout SeededRandom) -> Target {
        let addresses = ["host\(number).example", "10.1.\(number).7", "2001:db8::\(number)"]
        let users = ["reeve", "DOM\\svc-reeve", "svc@dom.example", "_x", "a+b"]
        var target = Target(
            name: name,
            address: random.pick(addresses),
            user: random.pick(users),
            credential: random.pick(estate.credentials).id
        )
        target.port = UInt16(random.number(1...65_535))
        target.organisations = shares(estate.organisations, &random)
        target.site = random.chance(50) ? estate.sites.first?.id : nil
        target.owner = random.chance(70) ? random.line() : nil
        target.ratings = ratings(&random)
        target.tags = random.chance(50) ? [random.identifier("t"), "psn"] : []
        target.platform = random.chance(30) ? "esxi" : nil
        target.escalation = random.pick(Escalation.allCases)
        RandomScanSettings.add(to: &target, of: estate, &random)
        target.legacyAlgorithms = random.chance(20)
        target.limits = Limits(
            connect: .seconds(random.number(1...300)),
            probe: .seconds(random.number(1...1800)),
            host: .seconds(random.number(1...7200)),
            hostBytes: random.number((64 << 10)...(512 << 20))
        )
        placeInGroup(&target, estate, &random)
        return target
    }

    private static func placeInGroup(_ target: inout Target, _ estate: Estate, _ random: inout SeededRandom) {
        guard random.chance(60), var group = estate.groups.last else { return }
        target.groups = [group.id]
        while let parent = estate.groups.first(where: { $0.id == group.extends }) {
            target.groups.append(parent.id)
            group = parent
        }
    }
}
