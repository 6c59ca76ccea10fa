import EstateModel
import Risk
import StrictYAML

/// The day of all worked examples.
let today = day("2026-11-20")

func day(_ text: String) -> CalendarDay {
    CalendarDay(text)!
}

let lifecycleEvidence = EvidenceReference(.lifecycle, "rules/sample.yaml")

/// Facts with every rating given and nothing else remarkable.
func facts(_ support: SupportClock, data: Int? = 3, availability: Int? = 3, privilege: Int? = 3) -> ScoringFacts {
    var facts = ScoringFacts(support: support, supportEvidence: lifecycleEvidence, confidence: .high)
    let tags = EvidenceReference(.inventory, "services.yaml")
    facts.patches = .current
    facts.internetFacing = false
    facts.data = Rating(data, evidence: tags)
    facts.availability = Rating(availability, evidence: tags)
    facts.privilege = Rating(privilege, evidence: tags)
    return facts
}

/// A control that was checked on a day and passed.
func control(_ kind: Control.Kind, checked: String = "2026-11-01") -> Control {
    Control(kind, checkedOn: day(checked), passed: true, evidence: EvidenceReference(.control, kind.rawValue))
}

func weakness(_ code: String = "smb1") -> Weakness {
    Weakness(code: code, explanation: "SMB version 1 is on", evidence: EvidenceReference(.configuration, "fs1"))
}

/// The six worked examples of docs/scoring.md.
enum Example {
    /// Windows Server 2012 R2 file server with SMBv1, personal data, shared.
    static var fileServer: ScoringFacts {
        var facts = facts(.paid(until: day("2026-10-13"), freeEnd: day("2023-10-10")))
        facts.weaknesses = [weakness()]
        facts.controls = [control(.endpointDetection), control(.testedRestore)]
        return facts
    }

    /// 180 Windows 10 desktops under proven paid cover.
    static var desktops: ScoringFacts {
        var facts = facts(.paid(until: day("2027-10-12"), freeEnd: day("2025-10-14")), availability: 2, privilege: 1)
        facts.hostCount = 180
        facts.controls = [control(.allowList), control(.endpointDetection)]
        return facts
    }

    /// ESXi 7.0 with 46 guests.
    static var hypervisor: ScoringFacts {
        var facts = facts(.ended(on: day("2025-10-02")), availability: 5, privilege: 5)
        facts.hostCount = 2
        facts.controls = [control(.jumpHost), control(.testedRestore)]
        return facts
    }

    /// Exchange 2019 with published webmail.
    static var mail: ScoringFacts {
        var facts = facts(.paid(until: day("2026-11-01"), freeEnd: day("2025-10-14")), privilege: 4)
        facts.internetFacing = true
        facts.controls = [control(.intrusionPrevention), control(.endpointDetection)]
        return facts
    }

    /// MySQL 5.7 for electoral registration on its own network.
    static var elections: ScoringFacts {
        var facts = facts(.ended(on: day("2023-10-31")))
        facts.controls = [control(.noInternetRoute), control(.jumpHost), control(.testedRestore)]
        return facts
    }

    /// Ubuntu 22.04 behind the public planning portal, a critical fix missing for 120 days.
    static var portal: ScoringFacts {
        var facts = facts(.free(until: day("2027-04-01")))
        facts.internetFacing = true
        facts.patches = .missing(MissingFixes(count: 1, oldest: day("2026-07-23")))
        facts.controls = [control(.intrusionPrevention)]
        return facts
    }
}

/// Reads a YAML text with one of the policies and returns it with what was said about it.
func reading<Policy>(_ yaml: String, as read: (MappingReader) -> Policy) throws -> (Policy, [String]) {
    let sink = DiagnosticSink()
    let document = try YAMLNode.documents(of: yaml, file: "policy.yaml")
    let reader = MappingReader(document[0], subject: "the section", sink: sink)!
    let policy = read(reader)
    return (policy, sink.diagnostics.map(\.description))
}
