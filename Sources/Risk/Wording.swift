import EstateModel

/// `1,137`: digits in groups of three, as British reports print numbers.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result += "," }
        result.append(digit)
    }
    return result
}

/// `1 server`, `2 servers`, `1,200 servers`.
func counted(_ number: Int, _ singular: String, _ plural: String) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural)"
}

/// `today`, `in 132 days`, `38 days ago`.
func distance(from day: CalendarDay, to other: CalendarDay) -> String {
    let days = day.days(until: other)
    if days == 0 { return "today" }
    return days > 0 ? "in \(counted(days, "day", "days"))" : "\(counted(-days, "day", "days")) ago"
}

/// `Maintenance` from `maintenance`; a name such as `openSUSE` stays as its makers write it.
func capitalisedFirst(_ text: String) -> String {
    let word = text.prefix { $0.isLetter }
    return word.allSatisfy(\.isLowercase) ? text.prefix(1).uppercased() + text.dropFirst() : text
}

/// `A`, `A and B`, `A, B and C`.
func joined(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
}
