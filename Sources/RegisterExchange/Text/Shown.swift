import EstateModel

/// Text from a file for a message: one line, nothing hidden, at most 80 characters.
func shown(_ text: some StringProtocol) -> String { visible(text, limit: 80) }
