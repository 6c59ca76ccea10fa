package import EstateModel

/// `12,000`: digits in groups of three, as British reports print numbers.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result += "," }
        result.append(digit)
    }
    return result
}

/// `£12,000` of 1200000 pence; `£12,000.50` where there are pence. For people; files hold ``plainPounds(pence:)``.
package func sterling(pence: Int) -> String {
    let rest = Int(pence.magnitude % 100)
    let pounds = "\(pence < 0 ? "-" : "")£\(grouped(Int(pence.magnitude / 100)))"
    return rest == 0 ? pounds : "\(pounds).\(padded(rest, to: 2))"
}

/// `19/11/2027`.
package func britishDay(_ day: CalendarDay) -> String {
    "\(padded(day.day, to: 2))/\(padded(day.month, to: 2))/\(padded(day.year, to: 4))"
}

/// `Nov-27`.
package func monthAndYear(_ day: CalendarDay) -> String {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(names[day.month - 1])-\(padded(day.year % 100, to: 2))"
}

/// `A`, `A and B`, `A, B and C`.
func joined(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
}

/// `1 day`, `2 days`.
func counted(_ number: Int, _ singular: String, _ plural: String) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural)"
}
