extension String {
    /// On one line, with single blanks: as it was before it was wrapped.
    var flattened: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
