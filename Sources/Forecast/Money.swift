/// `£1,200` of 120000 pence; `£1,200.50` where there are pence.
package func pounds(pence: Int) -> String {
    let digits = Array(String(pence.magnitude / 100))
    var text = pence < 0 ? "-£" : "£"
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text += "," }
        text.append(digit)
    }
    let rest = pence.magnitude % 100
    return rest == 0 ? text : text + (rest < 10 ? ".0" : ".") + String(rest)
}
