import EstateModel
import FoundationEssentials
import Testing

@testable import Scanning

/// London is UTC in winter and one hour ahead from 29 March 2026 01:00 UTC to 25 October 2026 01:00 UTC.
struct ScanWindowTests {
    private let london: TimeZone

    init() throws {
        london = try #require(TimeZone(identifier: "Europe/London"))
    }

    private static func window(_ weekdays: Set<Int>, _ begin: Int, _ end: Int) -> ScanWindow {
        let span = ScanWindow.Span(weekdays: weekdays, beginMinute: begin * 60, endMinute: end * 60)
        return ScanWindow(name: "nightly", timeZone: "Europe/London", spans: [span])
    }

    private static let everyDay = Set(1...7)

    @Test(arguments: [
        ("2026-01-15T21:59:59Z", false), ("2026-01-15T22:00:00Z", true), ("2026-01-16T05:59:59Z", true),
        ("2026-01-16T06:00:00Z", false),
        // Summer: 22:00 on the wall is 21:00 UTC.
        ("2026-07-15T20:59:59Z", false), ("2026-07-15T21:00:00Z", true), ("2026-07-16T04:59:59Z", true),
        ("2026-07-16T05:00:00Z", false),
    ])
    func aNightIsOpenByTheClockOnTheWall(moment: String, isOpen: Bool) throws {
        let window = Self.window(Self.everyDay, 22, 6)
        let moment = try #require(Instant(moment))
        #expect(window.isOpen(at: moment, in: london) == isOpen)
    }

    /// Saturday's night reaches into Sunday; Sunday's own night is not in it.
    @Test(arguments: [
        ("2026-11-21T23:00:00Z", true), ("2026-11-22T03:00:00Z", true), ("2026-11-22T23:00:00Z", false),
        ("2026-11-21T03:00:00Z", false),
    ])
    func aNightBelongsToTheDayOnWhichItBegins(moment: String, isOpen: Bool) throws {
        let window = Self.window([6], 22, 6)
        let moment = try #require(Instant(moment))
        #expect(window.isOpen(at: moment, in: london) == isOpen)
    }

    @Test func theHourThatIsSkippedInSpringIsNotOpen() throws {
        // 29 March 2026: 01:00 to 02:00 is not on any clock.
        let window = Self.window([7], 1, 2)
        let day = try #require(Instant("2026-03-29T00:00:00Z"))
        let open = (0..<1440).filter { window.isOpen(at: day.adding(seconds: $0 * 60), in: london) }
        #expect(open.isEmpty)
        #expect(window.nextOpening(from: day, in: london) == Instant("2026-04-05T00:00:00Z"))
    }

    @Test func theHourThatComesTwiceInAutumnIsOpenTwice() throws {
        let window = Self.window([7], 1, 2)
        let day = try #require(Instant("2026-10-25T00:00:00Z"))
        let open = (0..<1440).filter { window.isOpen(at: day.adding(seconds: $0 * 60), in: london) }
        #expect(open.count == 120)
    }

    @Test func theNextOpeningIsTheFirstMinuteOfTheSpan() throws {
        let window = Self.window([6], 22, 6)
        let monday = try #require(Instant("2026-07-13T09:12:34Z"))
        #expect(window.nextOpening(from: monday, in: london) == Instant("2026-07-18T21:00:00Z"))
    }

    @Test func aWindowThatIsOpenOpensNow() throws {
        let moment = try #require(Instant("2026-01-15T23:12:34Z"))
        #expect(Self.window(Self.everyDay, 22, 6).nextOpening(from: moment, in: london) == moment)
    }

    @Test func aHostOutsideItsWindowIsToldWhenItOpens() throws {
        var target = Target(name: "db01", address: "127.0.0.1", user: "reeve", credential: "key")
        let window = Self.window(Self.everyDay, 22, 6)
        target.window = window
        let noon = try #require(Instant("2026-07-15T12:00:00Z"))
        let problem = try #require(window.deferral(of: target, at: noon))
        #expect(problem.code == .outsideWindow)
        #expect(problem.message.contains("opens 2026-07-15 22:00 (Europe/London)"))
    }

    @Test func anUnknownTimeZoneKeepsTheWindowClosed() throws {
        let target = Target(name: "db01", address: "127.0.0.1", user: "reeve", credential: "key")
        let window = ScanWindow(name: "nightly", timeZone: "Europe/Atlantis", spans: Self.window([1], 0, 24).spans)
        let noon = try #require(Instant("2026-07-15T12:00:00Z"))
        let problem = try #require(window.deferral(of: target, at: noon))
        #expect(problem.message.contains("'Europe/Atlantis'"))
    }
}
