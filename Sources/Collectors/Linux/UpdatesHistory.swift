import EstateModel

/// Lines of a day and the file that it belongs to: `2026-11-20 /var/lib/apt/lists`.
struct UpdatesHistory {
    /// The newest day on which any cached list was refreshed.
    private(set) var refreshed: CalendarDay?
    /// The last day on which dpkg installed something; nil on hosts without dpkg.
    private(set) var installed: CalendarDay?

    init(_ bytes: [UInt8]) {
        var folderChanged: CalendarDay?
        forEachLine(of: bytes) { line in
            let words = line.split(separator: 0x20, maxSplits: 1)
            guard words.count == 2, let day = CalendarDay(words[0].text) else { return }
            switch words[1].text {
            case "dpkg.log": installed = day
            case "/var/lib/dpkg/info": folderChanged = day
            default: refreshed = max(refreshed ?? day, day)
            }
        }
        installed = installed ?? folderChanged
    }
}
