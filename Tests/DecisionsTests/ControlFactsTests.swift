import DecisionSamples
import Decisions
import EstateModel
import Testing

/// What a collection says about controls.
struct ControlFactsTests {
    private func facts(_ change: (inout HostCollection) -> Void = { _ in }) -> ControlFacts {
        var host = HostCollection(platform: "linux", scriptDigest: "")
        host.completeness = [.services: .complete, .software: .complete, .network: .complete]
        change(&host)
        return ControlFacts(asset: 11, name: "fs1", on: day("2026-11-20"), host)
    }

    private func result(_ probe: ControlProbe, _ change: (inout HostCollection) -> Void) -> ControlCheck.Result {
        probe.outcome(facts(change)).result
    }

    @Test func aCollectionThatWasNotAskedLeavesAllButListenersOpen() {
        let facts = facts()
        #expect(facts.listeners == [] && facts.services == nil && facts.agents == nil)
        #expect(facts.defaultRoutes == nil && facts.interfacesUp == nil)
    }

    @Test(arguments: [Completeness.partial, .absent, nil])
    func listenersOfAnIncompleteSectionTellNothing(completeness: Completeness?) {
        let open = result(.noListener(port: 445)) { $0.completeness[.services] = completeness }
        #expect(open == .unknown)
        #expect(result(.noListener(port: 445)) { $0.listeners = [Listener(address: "::", port: 445)] } == .fail)
        #expect(result(.noListener(port: 445)) { $0.listeners = [Listener(address: "::1", port: 445)] } == .pass)
    }

    @Test func servicesOfLinuxAreKnownByWhatStarts() {
        #expect(result(.serviceDisabled(name: "telnet")) { $0.enabledServices = ["ssh"] } == .pass)
        #expect(result(.serviceDisabled(name: "telnet")) { $0.enabledServices = ["inetutils-telnetd"] } == .fail)
        #expect(result(.serviceDisabled(name: "Cron")) { $0.enabledServices = ["cron"] } == .fail)
        #expect(result(.serviceDisabled(name: "telnet")) { _ in } == .unknown)
    }

    /// Samba may speak SMB version 1, which its configuration says and not its name.
    @Test func sambaLeavesItOpenWhetherItSpeaksTheOldProtocol() {
        #expect(result(.serviceDisabled(name: "smb1")) { $0.enabledServices = ["smbd"] } == .unknown)
        #expect(result(.serviceDisabled(name: "smb1")) { $0.enabledServices = ["ssh"] } == .pass)
    }

    private func windows(_ release: String = "10.0.17763", features: [String] = ["NetFx4"]) -> (inout HostCollection) ->
        Void
    {
        { host in
            host.platform = "windows"
            host.enabledServices = ["Spooler", "W3SVC"]
            host.operatingSystem = OperatingSystem(
                family: .windows,
                id: "windows",
                name: "Windows",
                kernelRelease: release
            )
            host.otherFacts = features.map { Fact(kind: "windows-feature", fields: ["name": $0, "state": "Enabled"]) }
        }
    }

    @Test func featuresOfWindowsCountAsServices() {
        let smb1 = ControlProbe.serviceDisabled(name: "smb1")
        #expect(result(smb1, windows()) == .pass)
        #expect(result(smb1, windows(features: ["SMB1Protocol", "NetFx4"])) == .fail)
        #expect(result(.serviceDisabled(name: "SMB1Protocol"), windows(features: ["SMB1Protocol"])) == .fail)
        #expect(result(.serviceDisabled(name: "print-spooler"), windows()) == .fail)
        #expect(result(.serviceDisabled(name: "RemoteRegistry"), windows()) == .pass)
    }

    @Test func withoutFeaturesOrOnAnOldReleaseTheOldProtocolIsOpen() {
        let smb1 = ControlProbe.serviceDisabled(name: "smb1")
        #expect(result(smb1, windows(features: [])) == .unknown)
        #expect(result(smb1, windows("6.1.7601")) == .unknown)
        #expect(result(smb1, windows("6.3.9600")) == .pass)
        let partial = result(smb1) { host in
            windows()(&host)
            host.completeness[.software] = .partial
        }
        #expect(partial == .unknown)
    }

    @Test func routesInterfacesAndAgentsAreCarriedOver() {
        let facts = facts { host in
            host.networkState = NetworkState(defaultRoutes: [], interfacesUp: ["eth0"])
            host.agents = [ProtectiveAgent(name: "clamav", isRunning: true, currentAsOf: day("2026-11-12"))]
        }
        #expect(ControlProbe.noDefaultRoute.outcome(facts).result == .pass)
        #expect(ControlProbe.airGapped.outcome(facts) == (.fail, "fs1 has a network interface that is up: eth0"))
        #expect(ControlProbe.agentRunning(name: "clamav").outcome(facts) == (.pass, "clamav runs on fs1"))
        #expect(ControlProbe.agentCurrent(name: "clamav", maximumAgeDays: 8).outcome(facts).result == .pass)
        let old = ControlProbe.agentCurrent(name: "clamav", maximumAgeDays: 7).outcome(facts)
        #expect(old == (.fail, "clamav on fs1 is current as of 12 November 2026 only, 8 days before the scan"))
    }
}

struct ControlProbeTextTests {
    @Test(arguments: [
        ("no-listener 445", ControlProbe.noListener(port: 445)), ("no-default-route", .noDefaultRoute),
        ("service-disabled smb1", .serviceDisabled(name: "smb1")), ("air-gapped", .airGapped),
        ("agent-current mdatp 7", .agentCurrent(name: "mdatp", maximumAgeDays: 7)),
        ("agent-running Norton Security", .agentRunning(name: "Norton Security")),
        ("agent-current Norton Security 30", .agentCurrent(name: "Norton Security", maximumAgeDays: 30)),
    ])
    func aFormIsReadAndWrittenAlike(text: String, probe: ControlProbe) {
        #expect(ControlProbe(text) == probe && probe.text == text)
    }

    @Test(arguments: [
        "", "no-listener", "no-listener 0", "no-listener 65536", "no-listener smb", "no-listener 1 2", "smb1",
        "service-disabled", "no-default-route eth0", "air-gapped now", "agent-current mdatp", "agent-current mdatp 0",
        "agent-current mdatp 367", "agent-current 7", "agent-running", "NO-LISTENER 445",
    ])
    func anythingElseIsNoForm(text: String) {
        #expect(ControlProbe(text) == nil)
    }

    @Test func everyFormThatIsShownCanBeWritten() {
        for form in ControlProbe.forms {
            let text = form.text.replacing("PORT", with: "1").replacing("NAME", with: "a").replacing("DAYS", with: "7")
            #expect(ControlProbe(text) != nil, "\(form.text)")
        }
    }
}
