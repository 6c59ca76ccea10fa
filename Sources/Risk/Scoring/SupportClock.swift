package import EstateModel

/// Until when security fixes reach a product, as scoring sees it.
package enum SupportClock: Hashable, Sendable {
    /// Fixes come without paying; nil when no end is published.
    case free(until: CalendarDay?)
    /// Fixes come through paid cover that the organisation proved to hold.
    case paid(until: CalendarDay?, freeEnd: CalendarDay?)
    /// Somebody says that cover was bought, but nothing on the host or on paper proves it.
    case claimed(until: CalendarDay?, freeEnd: CalendarDay?)
    /// No fixes any more; nil when nobody knows since when.
    case ended(on: CalendarDay?)
    /// No rule, or a version that no rule can place.
    case unknown

    /// The clock as it stands on a day: what ran out by then has ended.
    package func standing(on day: CalendarDay) -> SupportClock {
        switch self {
        case .free(let until?) where until < day:
            return .ended(on: until)
        case .paid(let until?, let freeEnd) where until < day:
            return .ended(on: freeEnd ?? until)
        case .claimed(_, let freeEnd?) where freeEnd >= day:
            return .free(until: freeEnd)
        case .claimed(let until?, let freeEnd) where until < day:
            return .ended(on: freeEnd ?? until)
        default:
            return self
        }
    }

    /// Whether fixes are known not to come. False for what is unknown: no fact says so.
    package func lacksFixes(on day: CalendarDay) -> Bool {
        switch standing(on: day) {
        case .ended, .claimed: true
        case .free, .paid, .unknown: false
        }
    }

    /// The last day on which fixes come, when they still do and the end is known.
    package func coverEnd(on day: CalendarDay) -> CalendarDay? {
        switch standing(on: day) {
        case .free(let until): until
        case .paid(let until, _): until
        case .claimed, .ended, .unknown: nil
        }
    }
}

extension SupportClock {
    /// The flag of a verdict whose paid cover is recorded while the host shows none.
    package static let coverUnprovenFlag = "entitlement-contradicted"

    /// The clock that a verdict sets.
    package init(_ verdict: Verdict) {
        let freeEnd = verdict.securityEnd
        switch verdict.status {
        case .supported, .securityOnly, .extendedFree:
            self = .free(until: freeEnd ?? verdict.supportEnd)
        case .extendedPaid where verdict.flags.contains(Self.coverUnprovenFlag):
            self = .claimed(until: verdict.supportEnd, freeEnd: freeEnd)
        case .extendedPaid:
            self = .paid(until: verdict.supportEnd, freeEnd: freeEnd)
        case .unsupported where verdict.flags.contains(Self.coverUnprovenFlag):
            self = .claimed(until: verdict.endWithEntitlement, freeEnd: freeEnd ?? verdict.supportEnd)
        case .unsupported:
            self = .ended(on: freeEnd ?? verdict.supportEnd)
        case .unknown, .unknownNewer, .component:
            self = .unknown
        }
    }
}
