import EstateModel
import RegisterExchange
import Testing

enum Samples {
    static func day(_ text: String) throws -> CalendarDay {
        try #require(CalendarDay(text))
    }

    /// A register of three risks: one without fixes and complete, one without patches, one of which little is known.
    static func register() throws -> RegisterTable {
        RegisterTable(
            name: "Darlbrook Borough Council",
            marking: "OFFICIAL-SENSITIVE",
            asOf: try day("2026-11-21"),
            rows: [try fileServer(), try portal(), unknown()]
        )
    }

    static func fileServer() throws -> RegisterTableRow {
        var row = RegisterTableRow(
            reference: "R-0007",
            title:
                "Because Windows Server 2012 R2 on 1 server has had no security fixes since 10 October 2023, an attacker "
                + "could use a publicly known weakness, so that the service File storage could be exposed or stopped."
        )
        row.subject.organisations = ["darlbrook", "stokeworth"]
        row.subject.service = "File storage"
        row.subject.product = "Windows Server 2012 R2"
        row.subject.assets = ["fs1"]
        row.subject.assetCount = 1
        row.subject.scopes = ["cyber-essentials", "psn"]
        row.subject.dataCategory = "personal data"
        row.subject.isInternetFacing = false
        row.support.status = "unsupported"
        row.support.end = PlanDate(try day("2023-10-10"))
        row.support.lacksFixes = true
        row.support.rule = "windows-server.yaml"
        row.support.source = "https://learn.microsoft.com/lifecycle/products/windows-server-2012-r2"
        row.inherent = .init(likelihood: 5, impact: 3, points: 15, band: "Very high")
        row.residual = .init(likelihood: 4, impact: 2, points: 8, band: "Medium")
        row.target = .init(likelihood: 1, impact: 3, points: 3, band: "Low")
        row.treatment.kind = "treat"
        row.treatment.controls = ["endpoint detection (1 November 2026)", "tested restore (3 October 2026)"]
        row.treatment.riskOwner = "SIRO"
        row.treatment.actionOwner = "Server Team Lead"
        row.treatment.decision = "accepted until replaced"
        row.treatment.decidedBy = "SIRO"
        row.treatment.decidedOn = PlanDate(try day("2026-11-10"))
        row.treatment.decisionRoute = "SIRO, with Architecture Group"
        row.treatment.exception = "E-0001"
        row.treatment.exceptionExpires = PlanDate(try day("2027-05-09"))
        row.plan.reference = "P-0001"
        row.plan.action = "=Replace FS1 with Windows Server 2025"
        row.plan.milestone = "M2 funding and approval"
        row.plan.baselineByWhen = PlanDate(try day("2027-11-19"))
        row.plan.byWhen = PlanDate(try day("2027-11-19"))
        row.plan.rag = "green"
        row.plan.percentComplete = 20
        row.plan.oneOffPounds = 12_000
        row.plan.recurringPounds = 0
        row.plan.costKind = "capital"
        row.plan.financialYear = "2027/28"
        row.plan.funded = "bid"
        row.plan.approvalRoute = "ICT manager (up to £25,000)"
        row.plan.approvedBy = "ICT manager"
        row.plan.approvedOn = PlanDate(try day("2026-11-09"))
        row.history.status = "open"
        row.history.opened = PlanDate(try day("2025-04-02"))
        row.history.reviewOn = PlanDate(try day("2027-02-10"))
        row.history.foundBy = "scan 12"
        row.history.wasOpenAtLastSubmission = true
        return row
    }

    static func portal() throws -> RegisterTableRow {
        var row = RegisterTableRow(reference: "R-0008", title: "Fixes are missing on the planning portal.")
        row.subject.organisations = ["darlbrook"]
        row.subject.product = "Ubuntu 22.04, Apache 2.4"
        row.subject.assets = ["web1", "web2"]
        row.subject.scopes = ["cyber-essentials", "pci"]
        row.subject.isInternetFacing = true
        row.support.status = "supported"
        row.support.end = PlanDate(reading: "April 2027")
        row.support.lacksFixes = false
        row.support.missingFixSince = PlanDate(try day("2026-07-24"))
        row.inherent = .init(likelihood: 5, impact: 3, points: 15, band: "Very high")
        row.residual = .init(likelihood: 4, impact: 3, points: 12, band: "High")
        row.treatment.segregatedBy = "a|b <firewall> rule 12"
        row.plan.byWhen = PlanDate(reading: "Q4")
        row.history.wasOpenAtLastSubmission = false
        return row
    }

    /// A risk that a scan has shown to be gone.
    static func gone() throws -> RegisterTableRow {
        var row = try fileServer()
        row.reference = "R-0003"
        row.subject.scopes = ["cyber-essentials", "pci", "psn"]
        row.support.missingFixSince = PlanDate(try day("2026-07-24"))
        row.history.status = "closed"
        row.history.closed = PlanDate(try day("2026-11-20"))
        return row
    }

    static func unknown() -> RegisterTableRow {
        var row = RegisterTableRow(reference: "ICT/12")
        row.subject.scopes = ["pci"]
        return row
    }
}
