/// The little markup that texts made from documents carry: `<i>…</i>`, `<b>…</b>`, `&amp;`.
enum MarkupText {
    /// Without tags and with entities as characters; single blanks.
    static func plain(_ text: String) -> String {
        joined(withoutTags(text))
    }

    /// The text, and what stands in italics at its end.
    static func withRemark(_ text: String) -> (text: String, remark: String?) {
        let trimmed = withoutBlanksAtEnds(text)
        guard trimmed.hasSuffix("</i>"), let start = trimmed.ranges(of: "<i>").last else { return (plain(text), nil) }
        let remark = plain(String(trimmed[start.upperBound...]))
        let rest = plain(String(trimmed[..<start.lowerBound]))
        return rest.isEmpty || remark.isEmpty ? (plain(text), nil) : (rest, remark)
    }

    private static func withoutTags(_ text: String) -> String {
        var result = text
        for tag in ["<b>", "</b>", "<i>", "</i>"] { result = result.replacing(tag, with: "") }
        for tag in ["<br>", "<br/>", "<br />"] { result = result.replacing(tag, with: " ") }
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
        ] { result = result.replacing(entity, with: character) }
        return result
    }

    private static func joined(_ text: String) -> String {
        text.split(whereSeparator: { " \t\u{A0}".contains($0) || $0.isNewline }).joined(separator: " ")
    }
}
