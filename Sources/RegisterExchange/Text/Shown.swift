import EstateModel

/// Text from a file for a message: one line, nothing hidden, at most 80 characters.
func shown(_ text: some StringProtocol) -> String { visible(text, limit: 80) }

/// A paragraph that a report prints whole: its lines joined by blanks, nothing hidden, at most 4000 characters.
func shownParagraph(_ text: String) -> String { visible(oneLine(text), limit: 4000) }

/// Text for a calendar or a sentence: its lines joined by blanks, nothing hidden, at most 300 characters.
func shownLine(_ text: String) -> String { visible(oneLine(text), limit: 300) }

/// The lines of a text joined by single blanks.
func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
    return text.split(whereSeparator: \.isNewline).map { withoutBlanksAtEnds($0) }.filter { !$0.isEmpty }
        .joined(separator: " ")
}
