import EstateModel
import Testing

@testable import Reeve

struct ScanPlanTests {
    private func target(_ name: String, via route: [String] = [], window: ScanWindow? = nil) -> Target {
        var target = Target(name: name, address: "\(name).example", user: "scan", credential: "key")
        target.route = route.map { JumpHost(name: $0, address: "\($0).example", user: "hop", credential: "key") }
        target.window = window
        return target
    }

    private func plan(_ targets: [Target], ignoresWindows: Bool = false) throws -> ScanPlan {
        // Noon of a Wednesday.
        let now = try #require(Instant("2026-07-01T12:00:00Z"))
        return ScanPlan(targets: targets, now: now, ignoresWindows: ignoresWindows)
    }

    /// The whole of one weekday, 1 Monday to 7 Sunday.
    private func day(_ weekday: Int) -> ScanWindow.Span {
        ScanWindow.Span(weekdays: [weekday], beginMinute: 0, endMinute: 1440)
    }

    @Test func anEstateWithoutWaysAndWindowsHasNoColumnForThem() throws {
        let text = try plan([target("db01")]).table.text(width: 200)
        #expect(!text.contains("Via"))
        #expect(!text.contains("Window"))
        #expect(try plan([target("db01")]).summary.hasPrefix("1 target; nothing was connected to."))
    }

    @Test func theWayAndTheWindowOfEachTargetAreShown() throws {
        let open = ScanWindow(name: "midweek", timeZone: "Europe/London", spans: [day(3)])
        let closed = ScanWindow(name: "weekend", timeZone: "Europe/London", spans: [day(6)])
        let plan = try plan([
            target("db01", via: ["gateway", "inner"], window: closed), target("db02", window: open), target("db03"),
        ])
        let lines = plan.table.text(width: 200).split(separator: "\n")
        let row = { (name: String) in lines.first { $0.hasPrefix(name) } ?? "" }
        #expect(row("db01").contains("gateway → inner"))
        #expect(row("db01").contains("weekend, closed now"))
        #expect(row("db02").contains("midweek, open"))
        #expect(row("db03").contains("always"))
        #expect(plan.summary.hasPrefix("3 targets, of which 1 would be deferred until its window opens;"))
        #expect(try self.plan(plan.targets, ignoresWindows: true).summary.hasPrefix("3 targets; nothing"))
    }
}
