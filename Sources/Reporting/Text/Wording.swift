import EstateModel

/// `1,137`: digits in groups of three, as British reports print numbers.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var result = number < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result += "," }
        result.append(digit)
    }
    return result
}

/// `1 risk`, `2 risks`, `1,200 risks`.
func counted(_ number: Int, _ one: String, _ many: String) -> String {
    "\(grouped(number)) \(number == 1 ? one : many)"
}

/// The first names of a list and how many follow: `a, b and 7 more`.
func listed(_ names: [String], atMost limit: Int) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(grouped(names.count - limit)) more" : shown
}

/// `today`, `in 12 days`, `3 days ago`.
func distance(from day: CalendarDay, to other: CalendarDay) -> String {
    let days = day.days(until: other)
    if days == 0 { return "today" }
    return days > 0 ? "in \(counted(days, "day", "days"))" : "\(counted(-days, "day", "days")) ago"
}

extension String {
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// A sentence made of a rule's own words: `Maintenance ended …`. A name such as `openSUSE` stays as it is written.
    package var asSentence: String {
        let word = prefix { $0.isLetter }
        return word.allSatisfy(\.isLowercase) ? capitalisedFirst : self
    }
}
