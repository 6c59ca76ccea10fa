package import EstateModel

/// What a scan saw on one asset, as far as controls can be told from it. Nil is what the scan did not learn.
package struct ControlFacts: Hashable, Sendable {
    /// A service or feature of the host.
    package struct Service: Hashable, Sendable {
        package var name: String
        /// Nil when its state was not learnt.
        package var isOn: Bool?

        package init(name: String, isOn: Bool?) {
            self.name = name
            self.isOn = isOn
        }
    }

    /// A protective agent.
    package struct Agent: Hashable, Sendable {
        package var name: String
        package var isRunning: Bool?
        /// The day of its signatures or of its last report.
        package var currentAsOf: CalendarDay?

        package init(name: String, isRunning: Bool?, currentAsOf: CalendarDay?) {
            self.name = name
            self.isRunning = isRunning
            self.currentAsOf = currentAsOf
        }
    }

    package var asset: Int64
    package var name: String
    /// The day of the scan.
    package var on: CalendarDay
    /// Every service whose state was learnt.
    package var services: [Service]?
    package var listeners: [Listener]?
    /// Gateways of default routes, such as `192.0.2.1 on eth0`; empty when there is none.
    package var defaultRoutes: [String]?
    /// Network interfaces that are up, loopback left out.
    package var interfacesUp: [String]?
    package var agents: [Agent]?

    package init(asset: Int64, name: String, on: CalendarDay) {
        self.asset = asset
        self.name = name
        self.on = on
    }
}

extension ControlProbe {
    /// Looks again on every asset of a control: one that fails fails all, one that cannot tell leaves it open.
    ///
    /// - Parameter facts: of the control's assets, by id. An asset without was not reached by the scan.
    package func check(
        assets: [Int64],
        facts: [Int64: ControlFacts],
        scan: Int64,
        on day: CalendarDay
    ) -> ControlCheck {
        let outcomes = assets.map { asset in
            facts[asset].map(outcome) ?? (.unknown, "asset \(asset) was not reached by the scan")
        }
        let deciding =
            outcomes.first { $0.result == .fail } ?? outcomes.first { $0.result == .unknown } ?? outcomes.first
        let (result, fact) = deciding ?? (.unknown, "the control has no assets")
        let more = outcomes.filter { $0.result == result }.count - 1
        let others = more > 0 ? " (and so on \(more) more)" : ""
        return ControlCheck(result, on: day, evidence: "scan \(scan)", fact: fact + others)
    }

    /// What one asset's facts say.
    package func outcome(_ facts: ControlFacts) -> (result: ControlCheck.Result, fact: String) {
        let host = visible(facts.name, limit: 80)
        switch self {
        case .serviceDisabled(let name): return serviceOutcome(name, facts.services, host)
        case .noListener(let port): return listenerOutcome(port, facts.listeners, host)
        case .noDefaultRoute: return absence(of: "default route", in: facts.defaultRoutes, host)
        case .airGapped: return absence(of: "network interface that is up", in: facts.interfacesUp, host)
        case .agentRunning(let name): return agentOutcome(name, nil, facts, host)
        case .agentCurrent(let name, let days): return agentOutcome(name, days, facts, host)
        }
    }

    private typealias Outcome = (result: ControlCheck.Result, fact: String)

    private func serviceOutcome(_ name: String, _ services: [ControlFacts.Service]?, _ host: String) -> Outcome {
        let shown = visible(name, limit: 60)
        guard let services else { return (.unknown, "the services of \(host) were not learnt") }
        let known = services.filter { $0.name.lowercased() == name.lowercased() }
        if known.contains(where: { $0.isOn == true }) { return (.fail, "\(shown) is on at \(host)") }
        if known.contains(where: { $0.isOn == nil }) {
            return (.unknown, "whether \(shown) is on at \(host) is unknown")
        }
        return (.pass, known.isEmpty ? "\(host) has no \(shown)" : "\(shown) is off at \(host)")
    }

    private func listenerOutcome(_ port: Int, _ listeners: [Listener]?, _ host: String) -> Outcome {
        guard let listeners else { return (.unknown, "the listening ports of \(host) were not learnt") }
        guard let open = listeners.sorted().first(where: { $0.port == port && !$0.isLoopback }) else {
            return (.pass, "nothing listens on port \(port) of \(host)")
        }
        let process = open.process.map { "\(visible($0, limit: 60)) listens" } ?? "something listens"
        return (.fail, "\(process) on \(visible(open.address, limit: 60)) port \(port) of \(host)")
    }

    private func absence(of thing: String, in found: [String]?, _ host: String) -> Outcome {
        guard let found else { return (.unknown, "whether \(host) has a \(thing) was not learnt") }
        guard let first = found.min() else { return (.pass, "\(host) has no \(thing)") }
        return (.fail, "\(host) has a \(thing): \(visible(first, limit: 80))")
    }

    private func agentOutcome(_ name: String, _ days: Int?, _ facts: ControlFacts, _ host: String) -> Outcome {
        let shown = visible(name, limit: 60)
        guard let agents = facts.agents else { return (.unknown, "the agents of \(host) were not learnt") }
        let known = agents.filter { $0.name.lowercased() == name.lowercased() }
        guard !known.isEmpty else { return (.fail, "\(shown) is not installed on \(host)") }
        guard let running = known.first(where: { $0.isRunning == true }) else {
            let isOff = known.allSatisfy { $0.isRunning == false }
            return isOff
                ? (.fail, "\(shown) does not run on \(host)")
                : (.unknown, "whether \(shown) runs on \(host) was not learnt")
        }
        guard let days else { return (.pass, "\(shown) runs on \(host)") }
        guard let current = running.currentAsOf else {
            return (.unknown, "how current \(shown) is on \(host) was not learnt")
        }
        let age = current.days(until: facts.on)
        return age <= days
            ? (.pass, "\(shown) runs on \(host) and is current as of \(current.longDescription)")
            : (
                .fail,
                "\(shown) on \(host) is current as of \(current.longDescription) only, \(age) days before the scan"
            )
    }
}
