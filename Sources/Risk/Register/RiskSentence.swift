import EstateModel

/// Says what a row is about in one sentence of cause, event and consequence, for a reader who is no engineer.
///
/// Names no host: the sentence is shown where host names are withheld.
struct RiskSentence {
    let kind: RegisterRow.Kind
    let label: String
    let assets: [AssetContext]
    let guestCount: Int
    let verdict: Verdict?
    let asOf: CalendarDay
    let internetFacing: Bool
    /// 1 to 5; nil when nobody rated it.
    let dataRating: Int?
    /// The release day of the oldest missing fix; nil when nothing tells.
    let oldestFix: CalendarDay?

    var text: String {
        switch kind {
        case .unsupported:
            "Because \(label) on \(hosts) \(fixesEnded), \(attack), so that \(harmed) could be exposed or stopped."
        case .unpatched:
            "Because \(fixesMissing) on \(hosts) with \(label), \(attack), so that \(harmed) could be exposed or stopped."
        case .overAge:
            "Because \(hosts) of the model \(label) \(lifeEnded), \(breakdown), so that \(harmed) could be stopped or lost."
        case .approaching:
            "Because \(label) on \(hosts) \(fixesEnding), \(attack) after that, so that \(harmed) could be exposed or stopped."
        case .unknown:
            "Because nobody knows whether \(label) on \(hosts) still gets security fixes, \(attack), "
                + "so that \(harmed) could be exposed or stopped."
        case .deviation:
            "\(label) on \(hosts) is supported by its vendor, but older than the council’s own policy allows."
        }
    }

    // MARK: Cause

    private var isOne: Bool { assets.count == 1 }

    private var hosts: String {
        let classes = Set(assets.map(\.assetClass))
        let nouns = (classes.count == 1 ? classes.first : nil)?.nouns ?? AssetContext.Class.other.nouns
        return counted(assets.count, nouns.one, nouns.many)
    }

    private var clock: SupportClock { verdict.map { SupportClock($0) } ?? .unknown }

    private var fixesEnded: String {
        switch clock.standing(on: asOf) {
        case .ended(let day?): "has had no security fixes since \(day.longDescription)"
        case .claimed: "is without proven paid cover and so has no security fixes"
        default: "gets no security fixes"
        }
    }

    private var fixesEnding: String {
        guard let end = clock.coverEnd(on: asOf) else { return "will get no security fixes any more" }
        if case .paid = clock { return "has paid cover only until \(end.longDescription)" }
        return "gets security fixes only until \(end.longDescription)"
    }

    private var fixesMissing: String {
        guard let oldestFix else { return "security fixes have not been installed in time" }
        return "security fixes that have been out since \(oldestFix.longDescription) are not installed"
    }

    private var lifeEnded: String {
        let day = verdict?.ageDue.map { " on \($0.longDescription)" } ?? ""
        return "reached the end of \(isOne ? "its" : "their") planned life\(day)"
    }

    // MARK: Event and consequence

    private var attack: String {
        "an attacker\(internetFacing ? " on the internet" : "") could use a publicly known weakness"
    }

    private var breakdown: String {
        "\(isOne ? "it" : "they") could fail without spare parts or repair in time"
    }

    private var harmed: String {
        let it = isOne ? "it" : "them"
        if let service = assets.first?.service {
            return "the service \(visible(service.name, limit: 80)) and the \(data) it holds"
        }
        if guestCount > 0 {
            let systems = guestCount == 1 ? "system that runs" : "\(grouped(guestCount)) systems that run"
            return "the \(systems) on \(it) and the \(data) held there"
        }
        return "what runs on \(it) and the \(data) held there"
    }

    private var data: String {
        switch dataRating {
        case 1: "public information"
        case 2: "internal information"
        case 3: "personal data"
        case 4: "sensitive personal or financial data"
        case 5: "safeguarding or social care data"
        default: "data"
        }
    }
}
