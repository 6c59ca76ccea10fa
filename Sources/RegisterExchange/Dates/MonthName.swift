/// The names of months and seasons in English, as plans shorten them.
enum MonthName {
    static let short = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let long = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// 1 to 12 for a whole name, its first three letters or `sept`; nil for any other word.
    static func number(_ word: some StringProtocol) -> Int? {
        let word = word.hasSuffix(".") ? String(word.dropLast()) : String(word)
        if word == "sept" { return 9 }
        return long.firstIndex { $0 == word || (word.utf8.count == 3 && $0.hasPrefix(word)) }.map { $0 + 1 }
    }

    /// The first month of a season, as meteorologists count: December begins winter.
    static func season(_ word: some StringProtocol) -> Int? {
        switch String(word) {
        case "spring": 3
        case "summer": 6
        case "autumn", "fall": 9
        case "winter": 12
        default: nil
        }
    }

    /// 1 to 7 from Monday.
    static func weekday(_ word: some StringProtocol) -> Int? {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        let word = word.hasSuffix(",") ? String(word.dropLast()) : String(word)
        let shortened = ["tues": 2, "thur": 4, "thurs": 4]
        if let number = shortened[word] { return number }
        return names.firstIndex { $0 == word || (word.utf8.count == 3 && $0.hasPrefix(word)) }.map { $0 + 1 }
    }
}
