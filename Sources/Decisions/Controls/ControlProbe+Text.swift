extension ControlProbe {
    /// What a person writes for a re-check, with what it means.
    package static let forms: [(text: String, meaning: String)] = [
        ("no-listener PORT", "nothing listens on the TCP port but for the host itself"),
        ("service-disabled NAME", "a service or feature is off, such as smb1 or telnet"),
        ("no-default-route", "no way leads out of the host's own networks"),
        ("air-gapped", "no network interface is up"),
        ("agent-running NAME", "a protective agent runs, such as clamav or falcon-sensor"),
        ("agent-current NAME DAYS", "it runs, and its data is at most so many days old"),
    ]

    /// `no-listener 445`, the form in which people write and read it.
    package var text: String {
        switch self {
        case .serviceDisabled(let name): "service-disabled \(name)"
        case .noListener(let port): "no-listener \(port)"
        case .noDefaultRoute: "no-default-route"
        case .agentRunning(let name): "agent-running \(name)"
        case .agentCurrent(let name, let days): "agent-current \(name) \(days)"
        case .airGapped: "air-gapped"
        }
    }

    /// Nil when it is none of ``forms``: another word, a port or a number of days that there cannot be.
    package init?(_ text: String) {
        let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
        // An agent of Windows may have blanks in its name.
        let name = words.dropFirst().joined(separator: " ")
        switch words.first {
        case "service-disabled" where Self.isName(name): self = .serviceDisabled(name: name)
        case "no-listener" where words.count == 2:
            guard let port = Int(words[1]), (1...65_535).contains(port) else { return nil }
            self = .noListener(port: port)
        case "no-default-route" where words.count == 1: self = .noDefaultRoute
        case "air-gapped" where words.count == 1: self = .airGapped
        case "agent-running" where Self.isName(name): self = .agentRunning(name: name)
        case "agent-current" where words.count > 2:
            let agent = words.dropFirst().dropLast().joined(separator: " ")
            guard let days = Int(words[words.count - 1]), (1...366).contains(days), Self.isName(agent) else {
                return nil
            }
            self = .agentCurrent(name: agent, maximumAgeDays: days)
        default: return nil
        }
    }

    private static func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.count <= 200 }
}
