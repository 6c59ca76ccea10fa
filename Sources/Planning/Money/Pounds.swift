import EstateModel

/// Reads an amount as people write it: `12000`, `£12,000` and `12,000.50`; nil for anything else.
package func pence(pounds text: some StringProtocol) -> Int? {
    let amount = text.hasPrefix("£") ? text.dropFirst() : text[...]
    let parts = amount.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap(wholePounds), parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard parts[1].utf8.count == 2, parts[1].utf8.allSatisfy(isDigit), let rest = Int(parts[1]) else { return nil }
    return whole * 100 + rest
}

/// `12000` and `12000.50`: an amount that any program reads.
package func plainPounds(pence: Int) -> String {
    let rest = Int(pence.magnitude % 100)
    let whole = "\(pence < 0 ? "-" : "")\(pence.magnitude / 100)"
    return rest == 0 ? whole : "\(whole).\(padded(rest, to: 2))"
}

private func wholePounds(_ text: some StringProtocol) -> Int? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
    // A comma stands before three digits, so that 12,00 is not taken for twelve hundred.
    guard groups.count == 1 || groups[0].utf8.count <= 3 && groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return nil }
    let digits = groups.joined()
    return digits.utf8.count <= 14 ? Int(digits) : nil
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
