/// Text from a host, a rule or a file as a report shows it, in the order in which it was written and with nothing
/// hidden.
///
/// Whatever has no shape of its own or moves its neighbours becomes `\u{…}`: control and format characters,
/// bidirectional overrides, zero-width and blank characters, odd spaces, and stacks of more than two combining marks.
/// Line feeds stay; whoever writes a format decides what they become. The length is not bounded here.
package func shownText(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A }) { return text }
    var result = ""
    forEachScalar(of: text) { scalar, isHiding in
        if isHiding {
            result += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Walks over a text and tells of each scalar whether it would hide or move something.
func forEachScalar(of text: String, _ body: (_ scalar: Unicode.Scalar, _ isHiding: Bool) -> Void) {
    var marks = 0
    for scalar in text.unicodeScalars {
        if (0x20...0x7E).contains(scalar.value) || scalar == "\n" {
            marks = 0
            body(scalar, false)
        } else {
            marks = isCombiningMark(scalar) ? marks + 1 : 0
            body(scalar, marks > 2 || isHiding(scalar))
        }
    }
}

private func isCombiningMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
}

private func isHiding(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    // The no-break spaces are ordinary typography; the other spaces only serve to imitate.
    case .spaceSeparator: scalar != "\u{A0}" && scalar != "\u{202F}"
    // Braille without a dot is drawn as nothing.
    default: scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}"
    }
}
