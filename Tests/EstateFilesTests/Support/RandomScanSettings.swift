import EstateModel
import TestSupport

@testable import EstateFiles

/// Jump hosts, windows and limits made by chance, and the same as YAML.
enum RandomScanSettings {
    static func add(to estate: inout Estate, _ random: inout SeededRandom) {
        for number in 0..<random.number(0...4) {
            var host = JumpHost(
                name: "jump\(number)" + random.identifier(""),
                address: "jump\(number).example",
                user: random.pick(["hop", "DOM\\hop"]),
                credential: random.pick(estate.credentials).id
            )
            host.port = UInt16(random.number(1...65_535))
            host.legacyAlgorithms = random.chance(20)
            host.hostsAtOnce = random.number(1...5000)
            let before = random.chance(50) ? estate.jumpHosts.last.flatMap { estate.routes[$0.name] } : nil
            estate.jumpHosts.append(host)
            estate.routes[host.name] = (before ?? []) + [host]
        }
        for number in 0..<random.number(0...3) {
            let name = "window\(number)" + random.identifier("")
            let spans = (0..<random.number(1...3)).map { _ in span(&random) }
            estate.windows.append(ScanWindow(name: name, timeZone: random.pick(TimeZoneNames.all), spans: spans))
        }
        estate.scanLimits = ScanLimits(
            hostsAtOnce: random.number(1...5000),
            guestsAtOncePerHypervisor: random.number(1...1000),
            connectionsPerSecond: random.number(1...10_000),
            attempts: random.number(1...10)
        )
        for site in estate.sites { estate.scanLimits.hostsAtOncePerSite[site.id] = site.hostsAtOnce }
    }

    private static func span(_ random: inout SeededRandom) -> ScanWindow.Span {
        let days = Set((0..<random.number(1...7)).map { _ in random.number(1...7) })
        let begin = random.number(0...1439)
        let end = random.number(0...1440)
        return ScanWindow.Span(weekdays: days, beginMinute: begin, endMinute: end == begin ? 1440 : end)
    }

    static func add(to target: inout Target, of estate: Estate, _ random: inout SeededRandom) {
        if random.chance(50), let host = estate.jumpHosts.last { target.route = estate.routes[host.name] ?? [] }
        if random.chance(50) { target.window = estate.windows.last }
        let passwords = estate.credentials.filter {
            if case .password = $0.method { return true }
            return false
        }
        if target.escalation == .sudo, random.chance(50) { target.escalationCredential = passwords.last?.id }
    }

    static func lines(_ estate: Estate) -> [String] {
        func quoted(_ text: String) -> String { YAMLText.scalar(text) }
        var lines = ["jump-hosts:"]
        for host in estate.jumpHosts {
            let via = estate.routes[host.name]?.dropLast().last?.name ?? "none"
            lines.append(
                "  \(quoted(host.name)): {address: \(quoted(host.address)), port: \(host.port), user: \(quoted(host.user)), "
                    + "credential: \(quoted(host.credential)), legacy: \(host.legacyAlgorithms), "
                    + "hosts-at-once: \(host.hostsAtOnce), via: \(quoted(via))}"
            )
        }
        lines.append("windows:")
        for window in estate.windows {
            lines += ["  \(quoted(window.name)):", "    time-zone: \(quoted(window.timeZone))", "    spans:"]
            lines += window.spans.map { "      - \(text($0))" }
        }
        let limits = estate.scanLimits
        lines.append(
            "scan: {hosts-at-once: \(limits.hostsAtOnce), connections-per-second: \(limits.connectionsPerSecond), "
                + "guests-at-once: \(limits.guestsAtOncePerHypervisor), attempts: \(limits.attempts)}"
        )
        return lines
    }

    private static func text(_ span: ScanWindow.Span) -> String {
        let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        let days = span.weekdays.sorted().map { week[$0 - 1] }.joined(separator: ", ")
        return "{days: [\(days)], from: \(clock(span.beginMinute)), until: \(clock(span.endMinute))}"
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return two(minutes / 60) + ":" + two(minutes % 60)
    }
}
