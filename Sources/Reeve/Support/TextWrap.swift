/// Breaks a text into lines of at most `width` columns: between words, and inside a word only when it is longer than a
/// line. Never empty, and nothing but blanks at a break is left out.
func wrapped(_ text: String, width: Int) -> [String] {
    let width = max(width, 2)
    var lines: [String] = []
    var line = ""
    var used = 0
    func endLine() {
        lines.append(line)
        line = ""
        used = 0
    }
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
        let size = displayWidth(String(word))
        if used > 0, used + 1 + size > width {
            endLine()
        } else if used > 0 || !line.isEmpty {
            line += " "
            used += 1
        }
        for character in word {
            let next = displayWidth(String(character))
            if used > 0, used + next > width { endLine() }
            line.append(character)
            used += next
        }
    }
    if !line.isEmpty || lines.isEmpty { endLine() }
    return lines
}

/// Wraps every line of a text for a terminal; what follows stands under the text that its label introduces.
///
/// - Parameter width: the terminal's, in columns; nil when the output is no terminal and nothing is wrapped.
func wrappedForTerminal(_ text: String, width: Int?) -> String {
    guard let width else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        guard displayWidth(String(line)) > width else { return String(line) }
        let lead = leadLength(of: line)
        // A lead that takes half a narrow line leaves no room: then only its blanks are kept.
        let kept = lead * 2 > width && width - lead < leastRoom ? line.prefix { $0 == " " }.count : lead
        let hang = String(repeating: " ", count: kept)
        let body = wrapped(String(line.dropFirst(kept)), width: width - kept)
        return body.enumerated().map { ($0 == 0 ? String(line.prefix(kept)) : hang) + $1 }.joined(separator: "\n")
    }.joined(separator: "\n")
}

/// The columns that a label must leave for what it introduces.
private let leastRoom = 20

/// The blanks, the label and the blanks after it (`  Proposed     `), or the number of a list (`    12. `).
private func leadLength(of line: Substring) -> Int {
    let indent = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(indent)
    let digits = rest.prefix { $0.isNumber }.count
    if rest.hasPrefix("- ") { return indent + 2 }
    if digits > 0, rest.dropFirst(digits).hasPrefix(". ") { return indent + digits + 2 }
    var blanks = 0
    for (index, character) in rest.enumerated() {
        if character == " " {
            blanks += 1
        } else if blanks >= 2 {
            return indent + index
        } else {
            blanks = 0
        }
    }
    return indent
}
