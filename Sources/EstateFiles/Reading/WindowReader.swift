import EstateModel
import StrictYAML

/// What `window:` says: one of the estate's windows, or that a target may be scanned at any time.
enum WindowChoice: Hashable {
    case always
    case named(String)

    /// The word that undoes an inherited `window`; no window may be called so.
    static let alwaysWord = "always"
}

extension MappingReader {
    /// Nil when `window` is absent or names no window, which is reported.
    func window(among names: NameList) -> WindowChoice? {
        guard let text = string("window") else { return nil }
        if text == WindowChoice.alwaysWord { return .always }
        return checked(text, at: location(of: "window"), kind: "window", among: names).map(WindowChoice.named)
    }
}

/// Reads `windows:`, the times at which hosts may be scanned.
///
/// A window is one span (`{days: mon-fri, from: 22:00, until: 06:00}`), a list of spans, or a mapping with `spans`. A
/// mapping may have a `time-zone`.
struct WindowReader {
    static let defaultTimeZone = "Europe/London"
    static let mostSpans = 50

    let sink: DiagnosticSink

    func windows(in root: MappingReader) -> [ScanWindow] {
        guard let mapping = root.mapping("windows", subject: "windows") else { return [] }
        return mapping.allEntries().compactMap(window)
    }

    private func window(_ entry: YAMLNode.Entry) -> ScanWindow? {
        guard let name = entry.identifier(kind: "window", sink: sink) else { return nil }
        guard name != WindowChoice.alwaysWord else {
            sink.error(at: entry.keyLocation, "a window cannot be called 'always': 'window: always' means no window")
            return nil
        }
        let subject = "window '\(name)'"
        if case .sequence(let items) = entry.value.content {
            return spans(items, of: subject, at: entry.value.location).map {
                ScanWindow(name: name, timeZone: Self.defaultTimeZone, spans: $0)
            }
        }
        guard let reader = MappingReader(entry.value, subject: subject, sink: sink) else { return nil }
        let zone = timeZone(reader)
        var found: [ScanWindow.Span]?
        if reader.node("spans") == nil {
            found = span(reader).map { [$0] }
        } else {
            found = spans(reader.list("spans"), of: subject, at: reader.location(of: "spans"))
        }
        reader.finish()
        guard let zone, let found else { return nil }
        return ScanWindow(name: name, timeZone: zone, spans: found)
    }

    /// Nil, with a diagnostic, when one of them cannot be used.
    private func spans(_ items: [YAMLNode], of window: String, at location: SourceLocation) -> [ScanWindow.Span]? {
        guard !items.isEmpty else {
            sink.error(at: location, "\(window) has no span; write {days: daily, from: 22:00, until: 06:00}")
            return nil
        }
        guard items.count <= Self.mostSpans else {
            sink.error(at: location, "\(window) has more than \(Self.mostSpans) spans")
            return nil
        }
        let found = items.map { item -> ScanWindow.Span? in
            guard let reader = MappingReader(item, subject: "a span of \(window)", sink: sink) else { return nil }
            reader.refuse("time-zone", "all spans of a window share one time zone; write it beside 'spans'")
            let span = span(reader)
            reader.finish()
            return span
        }
        let usable = found.compactMap(\.self)
        return usable.count == found.count ? usable : nil
    }

    private func span(_ reader: MappingReader) -> ScanWindow.Span? {
        for key in ["days", "from", "until"] where reader.node(key) == nil { reader.missing(key) }
        let days = weekdays(reader)
        let begin = minute(reader, "from", last: 1439)
        let end = minute(reader, "until", last: 1440)
        guard let days, let begin, let end else { return nil }
        guard begin != end else {
            reader.error("until", "'until' is the time of 'from'; for a whole day write from: 00:00, until: 24:00")
            return nil
        }
        return ScanWindow.Span(weekdays: days, beginMinute: begin, endMinute: end)
    }

    /// An IANA name; the default when there is none, nil when it is wrong.
    private func timeZone(_ reader: MappingReader) -> String? {
        guard reader.node("time-zone") != nil else { return Self.defaultTimeZone }
        guard let name = reader.string("time-zone") else { return nil }
        if TimeZoneNames.contains(name) { return name }
        let advice =
            nearestWord(to: name, among: TimeZoneNames.all).map { "did you mean '\($0)'?" }
            ?? "write an IANA name, such as Europe/London"
        reader.error("time-zone", "there is no time zone '\(visible(name, limit: 60))'; \(advice)")
        return nil
    }

    /// `HH:MM` as minutes since midnight.
    private func minute(_ reader: MappingReader, _ key: String, last: Int) -> Int? {
        guard let text = reader.string(key) else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isClock =
            parts.count == 2 && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy(NameSyntax.isDigit) }
        if isClock, let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= last {
            return hour * 60 + minute
        }
        let latest = last == 1440 ? "24:00" : "23:59"
        let value = visible(text, limit: 40)
        reader.error(key, "'\(key)' must be a time of day from 00:00 to \(latest), such as 22:00, not '\(value)'")
        return nil
    }
}

extension WindowReader {
    private static let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let sets: [String: Set<Int>] = ["daily": Set(1...7), "weekdays": Set(1...5), "weekends": [6, 7]]

    /// ISO weekdays of `mon`, `mon-fri`, `weekdays`, `weekends`, `daily`, or a list of them.
    private func weekdays(_ reader: MappingReader) -> Set<Int>? {
        guard reader.node("days") != nil else { return nil }
        let items = reader.list("days")
        if items.isEmpty {
            reader.error("days", "'days' is empty; write daily, or some of \(Self.week.joined(separator: ", "))")
        }
        var days: Set<Int> = []
        var isComplete = !items.isEmpty
        for item in items {
            guard case .scalar(let text) = item.content else {
                sink.error(at: item.location, "'days' must hold days, but this is \(item.kind)")
                isComplete = false
                continue
            }
            if let some = Self.weekdays(of: text) {
                days.formUnion(some)
            } else {
                sink.error(at: item.location, "'days' cannot be '\(visible(text, limit: 40))'; \(Self.advice(text))")
                isComplete = false
            }
        }
        return isComplete ? days : nil
    }

    private static func advice(_ text: String) -> String {
        let lowercase = text.lowercased()
        if weekdays(of: lowercase) != nil { return "write it as '\(lowercase)'" }
        let words = week + sets.keys.sorted()
        return nearestWord(to: text, among: words).map { "did you mean '\($0)'?" }
            ?? "it can be: \(words.joined(separator: ", ")), or several as mon-fri or [mon, wed]"
    }

    private static func weekdays(of text: String) -> Set<Int>? {
        if let set = sets[text] { return set }
        if let day = week.firstIndex(of: text) { return [day + 1] }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = week.firstIndex(of: String(ends[0])),
            let last = week.firstIndex(of: String(ends[1])), first != last
        else { return nil }
        // `fri-mon` goes over the end of the week.
        let length = (last - first + 7) % 7
        return Set((0...length).map { (first + $0) % 7 + 1 })
    }
}
