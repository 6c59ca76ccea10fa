import ArgumentParser
import EstateModel
import Foundation
import Synchronization

struct EstateOption: ParsableArguments {
    @Option(name: .customLong("estate"), help: ArgumentHelp("The estate directory.", valueName: "dir"))
    var path: String = "."

    @Option(
        help: ArgumentHelp(
            "Today's date, to confirm a clock that is far ahead of the last scan.",
            valueName: "YYYY-MM-DD",
            visibility: .hidden
        ),
        transform: CalendarDay.argument
    )
    var today: CalendarDay?

    func validate() throws {
        guard let today else { return }
        let clock = SystemClock.now.londonDay
        guard today == clock else { throw ValidationError("This machine's clock says \(clock): set it first.") }
        SystemClock.confirm(today)
    }
}

struct RulesOption: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "A rule directory, weakest first; may be repeated. Default: the shipped rules.",
            valueName: "dir"
        )
    )
    var directories: [String] = []
}

struct AsOfOption: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("Judge for this day instead of today.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var day: CalendarDay?

    /// The day of judgement, by clocks in the United Kingdom: the only place where commands ask the clock for it.
    var resolved: CalendarDay { day ?? SystemClock.now.londonDay }
}

struct SinceOption: ParsableArguments {
    @Option(
        name: .customLong("since"),
        help: ArgumentHelp(
            "Tell what changed since this day. Default: the last PSN submission (psn-submitted in estate.yaml).",
            valueName: "YYYY-MM-DD"
        ),
        transform: CalendarDay.argument
    )
    var day: CalendarDay?
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case csv
}

struct FormatOption: ParsableArguments {
    @Option(name: .long, help: "How to print: table, json or csv.")
    var format: OutputFormat = .table
}

/// How one record is printed: as a page, or as it is kept.
struct RecordFormatOption: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    @Option(name: .long, help: "How to print: table (a page for people) or json (the record).")
    var format: Format = .table

    @Flag(help: "The same as --format json.")
    var json = false

    var isJSON: Bool { json || format == .json }
}

/// The one clock of the program.
enum SystemClock {
    private static let word = Mutex<CalendarDay?>(nil)

    /// Takes somebody's word for the day; see ``Decisions/ClockDoubt``.
    static func confirm(_ day: CalendarDay) { word.withLock { $0 = day } }

    static var confirmed: CalendarDay? { word.withLock { $0 } }

    static var now: Instant {
        Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }
}
