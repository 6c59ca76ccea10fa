/// Agents that protect hosts, by what tells them: the one list of them.
///
/// To add one, add a row. A name is for people, who write it after `agent-current` and `agent-running`.
package struct KnownAgent: Sendable {
    package let name: String
    /// Other words for it: of its maker, its service, its process.
    package let alsoCalled: [String]
    /// Files and folders of Linux that are there when it is installed, and that every account may see.
    let places: [String]
    /// Names of its processes, any of which runs while it protects; Linux knows the first 15 letters.
    let processes: [String]
    /// Names of its services on Windows, any of which runs while it protects.
    let services: [String]

    init(
        _ name: String,
        alsoCalled: [String] = [],
        places: [String] = [],
        processes: [String] = [],
        services: [String] = []
    ) {
        self.name = name
        self.alsoCalled = alsoCalled
        self.places = places
        self.processes = processes
        self.services = services
    }
}

package enum AgentTable {
    package static let all: [KnownAgent] = [
        KnownAgent("apex-one", alsoCalled: ["officescan"], services: ["ntrtscan"]),
        KnownAgent("bitdefender", services: ["EPSecurityService"]),
        KnownAgent(
            "carbon-black",
            alsoCalled: ["cbagentd", "cbdaemon", "carbonblack"],
            places: ["/opt/carbonblack/psc", "/usr/sbin/cbdaemon"],
            processes: ["cbagentd", "cbdaemon"],
            services: ["CbDefense", "CarbonBlack"]
        ),
        KnownAgent(
            "clamav",
            alsoCalled: ["clamav-daemon", "clamd"],
            places: ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"],
            processes: ["clamd"]
        ),
        KnownAgent(
            "cortex-xdr",
            alsoCalled: ["traps"],
            places: ["/opt/traps"],
            processes: ["pmd"],
            services: ["cyserver"]
        ),
        KnownAgent("cylance", places: ["/opt/cylance"], processes: ["cylancesvc"], services: ["CylanceSvc"]),
        KnownAgent("defender", alsoCalled: ["windefend", "windows-defender"], services: ["WinDefend"]),
        KnownAgent(
            "ds_agent",
            alsoCalled: ["deep-security"],
            places: ["/opt/ds_agent"],
            processes: ["ds_agent"],
            services: ["ds_agent"]
        ),
        KnownAgent(
            "elastic-agent",
            places: ["/opt/Elastic/Agent"],
            processes: ["elastic-agent"],
            services: ["Elastic Agent"]
        ),
        KnownAgent("eset", services: ["ekrn"]),
        KnownAgent(
            "falcon-sensor",
            alsoCalled: ["crowdstrike", "falcon"],
            places: ["/opt/CrowdStrike"],
            processes: ["falcon-sensor", "falcon-sensor-b"],
            services: ["CSFalconService"]
        ),
        KnownAgent("malwarebytes", services: ["MBAMService"]),
        KnownAgent(
            "mdatp",
            alsoCalled: ["defender-for-endpoint", "sense"],
            places: ["/opt/microsoft/mdatp"],
            processes: ["wdavdaemon"],
            services: ["Sense"]
        ),
        KnownAgent(
            "sentinelone",
            alsoCalled: ["sentinel", "sentinelagent"],
            places: ["/opt/sentinelone"],
            processes: ["s1-agent"],
            services: ["SentinelAgent"]
        ),
        KnownAgent(
            "sophos",
            alsoCalled: ["sophos-spl"],
            places: ["/opt/sophos-spl", "/opt/sophos-av"],
            processes: ["sophos_watchdog", "savd"],
            services: ["Sophos Endpoint Defense Service", "SAVService"]
        ),
        KnownAgent("symantec", services: ["SepMasterService"]),
        KnownAgent(
            "trellix-ens",
            alsoCalled: ["mcafee"],
            places: ["/opt/McAfee/ens"],
            processes: ["mfetpd"],
            services: ["mfemms"]
        ),
        KnownAgent(
            "wazuh-agent",
            alsoCalled: ["wazuh", "ossec"],
            // Its own folder is closed to others.
            places: [
                "/usr/lib/systemd/system/wazuh-agent.service", "/lib/systemd/system/wazuh-agent.service",
                "/etc/systemd/system/wazuh-agent.service", "/etc/init.d/wazuh-agent",
            ],
            processes: ["wazuh-agentd"],
            services: ["WazuhSvc", "OssecSvc"]
        ),
    ]

    /// The name under which collections list what somebody calls an agent, in small letters; the same when unknown.
    package static func name(of text: String) -> String {
        let wanted = text.lowercased()
        return all.first { $0.name == wanted || $0.alsoCalled.contains(wanted) }?.name ?? wanted
    }
}
