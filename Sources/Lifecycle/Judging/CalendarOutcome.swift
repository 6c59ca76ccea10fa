import EstateModel

/// What one calendar says on one day, before it is made into a verdict.
struct CalendarOutcome {
    var status = SupportStatus.unknown
    var supportEnd: CalendarDay?
    var endLabel: String?
    var isApproximate = false
    var mainstreamEnd: CalendarDay?
    var securityEnd: CalendarDay?
    var extendedEnd: CalendarDay?
    var statusWithEntitlement: SupportStatus?
    var endWithEntitlement: CalendarDay?
    var entitlement: String?
    /// The day from which warnings count: the earlier of disputed dates, the later of held cover.
    var warningDay: CalendarDay?
    var sources: [SourceReference] = []
    var reasons: [String] = []
    var flags: Set<String> = []
    var causes: Set<Cause> = []
    var confidence = Confidence.high

    /// Larger is worse; unknown stands between cover and none.
    var severity: Int {
        switch status {
        case .supported: 0
        case .securityOnly: 1
        case .extendedFree: 2
        case .extendedPaid: 3
        case .component, .unknown, .unknownNewer: 4
        case .unsupported: 5
        }
    }

    mutating func lower(to confidence: Confidence) {
        self.confidence = min(self.confidence, confidence)
    }

    mutating func cite(_ source: SourceReference?) {
        if let source, !sources.contains(source) { sources.append(source) }
    }

    /// Both calendars must hold: the worse status and the earlier end. `other` limits; its reasons follow.
    func limited(by other: CalendarOutcome, cause: Cause, name: String) -> CalendarOutcome {
        let isOver = status == .unsupported || other.status == .unsupported
        let isDecided = severity != other.severity && (isOver || severity == 4 || other.severity == 4)
        let otherEndsFirst = isDecided ? other.severity > severity : other.ends(before: self)
        var result = otherEndsFirst ? withEnds(of: other) : self
        result.status = severity >= other.severity ? status : other.status
        result.reasons += other.reasons
        for source in other.sources { result.cite(source) }
        result.flags.formUnion(other.flags)
        result.lower(to: other.confidence)
        result.mainstreamEnd = earlier(mainstreamEnd, other.mainstreamEnd)
        result.securityEnd = earlier(securityEnd, other.securityEnd)
        result.extendedEnd = earlier(extendedEnd, other.extendedEnd)
        if otherEndsFirst {
            result.causes.formUnion(other.causes)
            result.causes.insert(cause)
        }
        if supportEnd != other.supportEnd || status.receivesFixes != other.status.receivesFixes {
            result.reasons.append("\(otherEndsFirst ? "\(name) ends" : "It ends itself") first, so that end counts.")
        }
        return result
    }

    private func withEnds(of other: CalendarOutcome) -> CalendarOutcome {
        var result = self
        result.supportEnd = other.supportEnd
        result.endLabel = other.endLabel
        result.isApproximate = other.isApproximate
        result.statusWithEntitlement = other.statusWithEntitlement
        result.endWithEntitlement = other.endWithEntitlement
        result.entitlement = other.entitlement
        result.warningDay = other.warningDay
        return result
    }

    private func ends(before other: CalendarOutcome) -> Bool {
        guard let day = supportEnd else { return false }
        return other.supportEnd.map { day < $0 } ?? true
    }
}

/// The earlier of two days of which each may be missing.
func earlier(_ left: CalendarDay?, _ right: CalendarDay?) -> CalendarDay? {
    guard let left else { return right }
    return right.map { min(left, $0) } ?? left
}

/// `https://… (checked on 22 August 2026)`.
func citation(_ source: SourceReference?) -> String {
    guard let source else { return "no source" }
    let place = source.url ?? source.reference ?? source.id
    return visible(place, limit: 200) + (source.verified.map { ", checked on \($0.longDescription)" } ?? "")
}
