/// A piece of a page. Text and attribute values are escaped when it is written; there is no way to put markup in as
/// text.
package indirect enum HTML: Sendable {
    case text(String)
    case element(name: StaticString, attributes: [Attribute], children: [HTML])
    /// A style sheet, unescaped: only a literal of this program can be one.
    case styleSheet(StaticString)

    package struct Attribute: Sendable {
        let name: StaticString
        let value: String

        /// Nil for a reference that is neither a fragment of the page nor a web address: it must not become a link.
        init?(_ name: StaticString, _ value: String) {
            if Self.references.contains(name.description) {
                let isFragment = value.hasPrefix("#") && value.utf8.dropFirst().allSatisfy(Self.isFragmentByte)
                guard isFragment || WebAddress(value) != nil else { return nil }
            }
            self.name = name
            self.value = value
        }

        private static let references: Set<String> = ["href", "src", "action", "formaction", "srcset", "data"]

        private static func isFragmentByte(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
        }
    }

    /// The page as UTF-8 text, beginning with the document type.
    package static func document(_ root: HTML) -> String {
        var output = "<!doctype html>\n"
        root.write(to: &output)
        output += "\n"
        return output
    }

    func write(to output: inout String) {
        switch self {
        case .text(let text):
            appendEscaped(text, to: &output)
        case .styleSheet(let sheet):
            output += "<style>\(sheet)</style>\n"
        case .element(let name, let attributes, let children):
            let name = name.description
            output += "<" + name
            for attribute in attributes {
                output += " \(attribute.name)=\""
                appendEscaped(attribute.value, to: &output)
                output += "\""
            }
            output += ">"
            if Self.voidElements.contains(name) { return }
            for child in children { child.write(to: &output) }
            output += "</\(name)>"
            if Self.blockElements.contains(name) { output += "\n" }
        }
    }

    private static let voidElements: Set<String> = ["meta", "br", "link", "hr", "col"]
    /// Those after which a line ends, so that two pages can be compared line by line.
    private static let blockElements: Set<String> = [
        "article", "body", "caption", "dd", "details", "div", "dl", "figure", "footer", "g", "h1", "h2", "h3", "h4",
        "h5", "head", "header", "li", "main", "nav", "ol", "p", "section", "summary", "svg", "table", "tbody", "thead",
        "title", "tr", "ul",
    ]
}

extension HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        self = .text(value)
    }
}

/// Attributes as `["class": value, "id": nil]`: a nil value leaves the attribute out.
package typealias HTMLAttributes = KeyValuePairs<StaticString, String?>

/// Makes an element: `tag("p", ["class": "lead"]) { "Hello"; tag("b") { name } }`.
///
/// A reference that is no fragment and no ``WebAddress`` is left out.
package func tag(
    _ name: StaticString,
    _ attributes: HTMLAttributes = [:],
    @HTMLBuilder _ children: () -> [HTML] = { [] }
) -> HTML {
    let present = attributes.compactMap { pair in
        pair.value.flatMap { HTML.Attribute(pair.key, $0) }
    }
    return .element(name: name, attributes: present, children: children())
}

@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ part: HTML) -> [HTML] { [part] }
    package static func buildExpression(_ text: String) -> [HTML] { [.text(text)] }
    package static func buildExpression(_ parts: [HTML]) -> [HTML] { parts }
    package static func buildBlock(_ parts: [HTML]...) -> [HTML] { parts.flatMap(\.self) }
    package static func buildOptional(_ parts: [HTML]?) -> [HTML] { parts ?? [] }
    package static func buildEither(first parts: [HTML]) -> [HTML] { parts }
    package static func buildEither(second parts: [HTML]) -> [HTML] { parts }
    package static func buildArray(_ parts: [[HTML]]) -> [HTML] { parts.flatMap(\.self) }
}

/// The five characters that matter in HTML text and in double-quoted attributes, in what ``shownText(_:)`` leaves.
private func appendEscaped(_ text: String, to output: inout String) {
    let shown = shownText(text)
    if !shown.utf8.contains(where: isMarkup) {
        output += shown
        return
    }
    for scalar in shown.unicodeScalars {
        switch scalar {
        case "&": output += "&amp;"
        case "<": output += "&lt;"
        case ">": output += "&gt;"
        case "\"": output += "&quot;"
        case "'": output += "&#39;"
        default: output.unicodeScalars.append(scalar)
        }
    }
}

/// `&`, `<`, `>`, `"` and `'`.
private func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x26, 0x3C, 0x3E, 0x22, 0x27: true
    default: false
    }
}
