import EstateModel

extension Verdict {
    /// `Debian 11`; the ids where the rule has no name.
    func label(product: String, release: String?) -> String {
        let name = visible(self.productName ?? product, limit: 80)
        guard let release = (self.releaseLabel ?? release).map({ visible($0, limit: 60) }) else { return name }
        // `OpenSSH server` and `OpenSSH before 10.0` name the product twice.
        let (nameWords, releaseWords) = (name.split(separator: " "), release.split(separator: " "))
        let (named, released) = (nameWords.map { $0.lowercased() }, releaseWords.map { $0.lowercased() })
        if named.first == released.first { return release }
        // `Microsoft Windows Server` and `Windows Server 2022` do so in part.
        let shared = (0...min(named.count, released.count)).last { named.suffix($0).elementsEqual(released.prefix($0)) }
        return (nameWords + releaseWords.dropFirst(shared ?? 0)).joined(separator: " ")
    }

    /// What the vendor does, for people: `No security fixes since 31 August 2026`.
    func vendorStanding(asOf: CalendarDay) -> String {
        let clock = SupportClock(self)
        switch clock.standing(on: asOf) {
        case .ended(let day):
            return day.map { "No security fixes since \($0.longDescription)" } ?? "No security fixes"
        case .claimed:
            return "Paid cover is recorded but not proven"
        case .paid(let until, _):
            return "Paid cover" + (until.map { " until \($0.longDescription)" } ?? "")
        case .free(let until):
            let end = until.map { " until \($0.longDescription)" } ?? "; no end is published"
            return (freeWord + end)
        case .unknown:
            return self.status == .unknownNewer ? "Newer than the rules know" : "Not known"
        }
    }

    private var freeWord: String {
        switch self.status {
        case .securityOnly: "Security fixes only"
        case .extendedFree: capitalisedFirst(visible(self.endLabel ?? "Free extended support", limit: 60))
        default: "Supported"
        }
    }

    /// What the council's own policy says: `2 releases behind (N-2), but the council allows only N-1`; nil when it says
    /// nothing.
    var councilStanding: String? {
        guard let generation = self.generation else { return nil }
        let allowed = Self.generationName(generation.allowedBehind)
        guard let behind = generation.behind else { return "Not among the releases that the council’s policy lists" }
        let link = behind <= generation.allowedBehind ? "and the council allows" : "but the council allows only"
        let place =
            behind == 0 ? "The newest release (N)" : "\(counted(behind, "release", "releases")) behind (N-\(behind))"
        return "\(place), \(link) \(allowed)"
    }

    private static func generationName(_ behind: Int) -> String {
        behind == 0 ? "N" : "N-\(behind)"
    }
}

extension RegisterRow.Suggestion {
    /// What is proposed for a row of a kind; the decision is somebody else's.
    init(_ kind: RegisterRow.Kind, verdict: Verdict?, target: TargetRelease?, asOf: CalendarDay) {
        treatment = .treat
        let goal = Self.goal(verdict, target)
        switch kind {
        case .unsupported:
            text =
                (goal.map { "Replace it with \($0)." } ?? "Replace or remove it; nobody has named a replacement yet.")
                + Self.bridge(verdict, asOf: asOf)
        case .unpatched:
            text = "Install the missing fixes, and make sure that updates are installed regularly."
        case .overAge:
            text = "Replace the hardware, or move what runs on it."
        case .approaching:
            text = "Plan the move to \(goal ?? "a supported release") before support ends."
        case .unknown:
            text = "Find out its version and its end of support, and record them."
        case .deviation:
            text = "Move to \(goal ?? "a release that the council’s policy allows")."
        }
    }

    private static func goal(_ verdict: Verdict?, _ target: TargetRelease?) -> String? {
        if let target {
            let end = target.supportEnd.map { ", which gets fixes until \($0.longDescription)" } ?? ""
            return visible(target.name, limit: 80) + end
        }
        guard let verdict, !verdict.replaceBy.isEmpty else { return nil }
        let releases = verdict.replaceBy.map { visible($0, limit: 60) }
        let name = verdict.productName.map { visible($0, limit: 80) } ?? "release"
        return "\(name) " + releases.joined(separator: " or ")
    }

    private static func bridge(_ verdict: Verdict?, asOf: CalendarDay) -> String {
        guard let verdict, verdict.statusWithEntitlement == .extendedPaid, let entitlement = verdict.entitlement,
            let end = verdict.endWithEntitlement, end >= asOf
        else { return "" }
        let cover = visible(entitlement, limit: 60)
        return " Paid cover (\(cover)) would give fixes until \(end.longDescription), as a bridge only."
    }
}
