import EstateModel
import Reporting
import Risk

/// Two councils' shared service with one of everything that a report shows.
enum SharedService {
    static let portal = AssetContext.Service(id: "planning", name: "Planning portal", owner: "Head of Planning")
    static let revenues = AssetContext.Service(id: "revenues", name: "Revenues & benefits", owner: "Head of Revenues")
    static let desktop = AssetContext.Service(id: "desktop", name: "Desktop", owner: "Head of ICT")
    static let both = ["northbrook": 60, "westmere": 40]

    static var estate: SampleEstate {
        var estate = SampleEstate()
        addServers(to: &estate)
        addDesktops(to: &estate)
        addHosts(to: &estate)
        estate.unidentifiedSoftware = 37
        estate.coverage = coverage
        addNews(to: &estate)
        return estate
    }

    /// Northbrook said when it last reported, Westmere did not.
    private static func addNews(to estate: inout SampleEstate) {
        let last = day("2026-03-31")
        estate.lastReports["northbrook"] = last
        func tell(_ product: String, _ release: String, _ service: String?, _ change: RiskChange, of id: String) {
            let key = RiskKey(organisation: id, product: product, release: release, service: service)
            estate.news[key] = RiskNews(change: change)
        }
        tell("debian", "11", "planning", RiskChange(.new, since: last, on: day("2026-09-02")), of: "northbrook")
        var fallen = RiskChange(.scored, since: last, on: day("2026-11-03"))
        fallen.residual = RiskChange.Points(before: 16, now: 12)
        fallen.inherent = RiskChange.Points(before: 20, now: 20)
        tell("mysql", "5.7", "revenues", fallen, of: "northbrook")
        tell("mysql", "5.7", "revenues", RiskChange(.new, since: nil, on: day("2026-01-05")), of: "westmere")
        var back = RiskChange(.back, since: last, on: day("2026-10-01"))
        back.goneOn = day("2026-05-03")
        tell("esxi", "7.0", nil, back, of: "northbrook")
        tell("windows-server", "2012 R2", "files", RiskChange(.none, since: last, on: nil), of: "northbrook")
        let mysql = RiskKey(organisation: "northbrook", product: "mysql", release: "5.7", service: "revenues")
        estate.news[mysql]?.treatment = RiskNews.Treatment(
            .treat,
            statement: "Move to MySQL 8.4 with the supplier's next release",
            by: "Anna Jones, Director of Resources (SIRO)",
            on: day("2026-11-05"),
            reviewOn: day("2027-02-01")
        )
        estate.closed = [
            ClosedRisk(
                reference: "R-0031",
                label: "CentOS 7",
                organisation: "northbrook",
                on: day("2026-06-12"),
                isGone: true
            ),
            ClosedRisk(
                reference: "R-0032",
                label: "MySQL 5.7",
                organisation: "northbrook",
                on: day("2026-07-01"),
                isGone: false,
                successors: ["R-0007"]
            ),
        ]
    }

    private static func addServers(to estate: inout SampleEstate) {
        for number in 1...2 {
            let id = estate.add("nb-web0\(number)", portal) { asset in
                asset.ratings.internetFacing = true
                asset.tags = ["psn"]
                asset.weaknesses = number == 1 ? [telnet] : []
            }
            estate.judge(id, verdict("debian", "Debian", "11", .unsupported, until: "2026-08-31"))
            estate.judge(id, verdict("nginx", "nginx", "1.28", .supported, until: "2027-04-30", kind: "server"))
        }
        let database = estate.add("sh-sql01", revenues, of: both) { asset in
            asset.ratings = ImpactRatings(data: 4, availability: 4, privilege: 3, internetFacing: false)
            asset.controls = [control(.segmented), control(.jumpHost)]
        }
        estate.judge(database, verdict("rhel", "RHEL", "9", .supported, until: "2032-05-31"))
        var mysql = verdict("mysql", "MySQL", "5.7", .unsupported, until: "2023-10-31", kind: "database")
        mysql.replaceBy = ["8.4"]
        estate.judge(database, mysql)
        let application = estate.add("wm-app01", revenues, of: ["westmere": 100]) { asset in
            asset.ratings = ImpactRatings()
            asset.updates?.pending = [
                UpdateState.PendingUpdate(name: "openssl", security: true, released: day("2026-08-03"))
            ]
        }
        estate.judge(application, behind(verdict("ubuntu", "Ubuntu", "22.04", .supported, until: "2027-04-01"), by: 2))
        estate.judge(application, verdict("tomcat", "Apache Tomcat", nil, .unknown, kind: "server"))
        estate.judge(application, Verdict(status: .unknown), fields: ["name": "local-tool"])
        let file = estate.add("nb-file01", AssetContext.Service(id: "files", name: "File shares"))
        estate.judge(file, verdict("windows-server", "Windows Server", "2012 R2", .unsupported, until: "2023-10-10"))
        let key = RiskKey(organisation: "northbrook", product: "windows-server", release: "2012 R2", service: "files")
        estate.exceptions[key] = .live(reference: "EX-0004", until: day("2027-01-31"))
        estate.firstDetected[key] = day("2026-01-05")
        let target = TargetRelease(name: "Windows Server 2025", supportEnd: day("2034-10-10"))
        estate.targets["windows-server/2012 R2"] = target
    }

    private static func addDesktops(to estate: inout SampleEstate) {
        for number in 101...172 {
            let id = estate.add("nb-pc\(number)", desktop) { asset in
                asset.assetClass = .desktop
                asset.ratings = ImpactRatings(data: 3, availability: 2, privilege: 1, internetFacing: false)
                asset.controls = [control(.endpointDetection)]
            }
            var windows = verdict("windows-10", "Windows 10", "22H2", .extendedPaid, until: "2027-10-12")
            windows.securityEnd = day("2025-10-14")
            windows.entitlement = "Windows 10 ESU"
            estate.judge(id, windows)
        }
    }

    private static func addHosts(to estate: inout SampleEstate) {
        let host = estate.add("sh-esx01", nil, of: both) { asset in
            asset.assetClass = .virtualisationHost
            asset.ratings.privilege = 5
            asset.guests = [1, 2, 3]
            asset.unscannedGuests = 4
        }
        estate.judge(host, verdict("esxi", "ESXi", "7.0", .unsupported, until: "2025-10-02", kind: "hypervisor"))
        var server = verdict("poweredge-r730", "PowerEdge", "R730", .supported, kind: "hardware")
        server.ageDue = day("2025-06-30")
        server.flags = ["over-age"]
        estate.judge(host, server)
        estate.add("wm-old-unix", of: ["westmere": 100])
        estate.add("nb-badge-reader")
    }

    private static var coverage: ReportModel.Coverage {
        ReportModel.Coverage(
            targets: 82,
            reached: 80,
            read: 79,
            failures: [
                ReportModel.Coverage.Cause(
                    code: .connectTimeout,
                    hosts: ["nb-badge-reader"],
                    message: "nb-badge-reader: no answer from 192.0.2.17 port 22 within 15 s",
                    remedy: "Check that the host is on and that a firewall lets this machine in."
                ),
                ReportModel.Coverage.Cause(
                    code: .hostKeyChanged,
                    hosts: ["nb-pc131", "wm-old-unix"],
                    message: "nb-pc131: the host key is not the one on record",
                    remedy: "If the host was reinstalled, remove its line from known_hosts; if not, find out why."
                ),
            ],
            partial: [
                ReportModel.Coverage.Cause(
                    code: .privilegeMissing,
                    hosts: ["sh-sql01"],
                    message: "sh-sql01: the serial number needs root, and sudo refused",
                    remedy: "Install the sudoers file of 'reeve probes sudoers'."
                )
            ]
        )
    }

    // MARK: Parts

    private static let telnet = Weakness(
        code: "telnet",
        explanation: "Telnet listens on port 23 of nb-web01",
        evidence: EvidenceReference(.network, "nb-web01")
    )

    private static func control(_ kind: Control.Kind) -> Control {
        let evidence = EvidenceReference(.control, kind.rawValue)
        return Control(kind, checkedOn: day("2026-11-01"), passed: true, evidence: evidence)
    }

    private static func behind(_ verdict: Verdict, by generations: Int) -> Verdict {
        var verdict = verdict
        verdict.generation = GenerationVerdict(
            ladder: verdict.product ?? "",
            behind: generations,
            allowedBehind: 1,
            current: "26.04"
        )
        return verdict
    }
}
