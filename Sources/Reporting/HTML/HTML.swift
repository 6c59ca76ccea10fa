/// A piece of a page. Text and attribute values are escaped when it is written; there is no way to put markup in as text.
package indirect enum HTML: Sendable {
    case text(String)
    case element(name: StaticString, attributes: [Attribute], children: [HTML])
    case group([HTML])
    /// A style sheet, unescaped: only a literal of this program can be one.
    case styleSheet(StaticString)

    package struct Attribute: Sendable {
        let name: StaticString
        let value: String
    }

    /// The page as UTF-8 text, beginning with the document type.
    package static func document(_ root: HTML) -> String {
        var output = "<!doctype html>\n"
        root.write(to: &output)
        output += "\n"
        return output
    }

    package func write(to output: inout String) {
        switch self {
        case .text(let text):
            appendEscaped(text, to: &output)
        case .group(let parts):
            for part in parts { part.write(to: &output) }
        case .styleSheet(let sheet):
            output += "<style>\(sheet)</style>\n"
        case .element(let name, let attributes, let children):
            output += "<\(name)"
            for attribute in attributes {
                output += " \(attribute.name)=\""
                appendEscaped(attribute.value, to: &output)
                output += "\""
            }
            output += ">"
            if Self.voidElements.contains("\(name)") { return }
            for child in children { child.write(to: &output) }
            output += "</\(name)>"
            if Self.blockElements.contains("\(name)") { output += "\n" }
        }
    }

    private static let voidElements: Set<String> = ["meta", "br", "link", "hr", "col"]
    private static let blockElements: Set<String> = [
        "head", "body", "header", "main", "footer", "section", "table", "thead", "tbody", "tr", "h1", "h2", "h3", "p",
        "ul", "ol", "li", "dl", "style", "title", "svg", "g", "details", "nav", "caption", "figure",
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
package func tag(
    _ name: StaticString,
    _ attributes: HTMLAttributes = [:],
    @HTMLBuilder _ children: () -> [HTML] = { [] }
) -> HTML {
    let present = attributes.compactMap { pair in
        pair.value.map { HTML.Attribute(name: pair.key, value: $0) }
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

/// The five characters that matter in HTML text and in double-quoted attributes; control characters become visible.
private func appendEscaped(_ text: String, to output: inout String) {
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": output += "&amp;"
        case "<": output += "&lt;"
        case ">": output += "&gt;"
        case "\"": output += "&quot;"
        case "'": output += "&#39;"
        case "\n": output += "\n"
        default:
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                output += "\u{FFFD}"
            } else {
                output.unicodeScalars.append(scalar)
            }
        }
    }
}
