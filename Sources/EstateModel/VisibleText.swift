/// Text from a host, a file or a rule made safe to show: one line, no control characters, bounded.
///
/// Control characters (C0, DEL, C1), bidirectional overrides and characters that are drawn as nothing become `\u{…}`,
/// so that a hostile package name cannot move a cursor, colour a report, reorder a line or imitate another name.
package func visible(_ text: some StringProtocol, limit: Int = 300) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
        count += 1
        if count > limit {
            result += "…"
            break
        }
        if isInvisible(scalar) {
            result += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Bytes from a host as text that is safe to show; bytes that are no UTF-8 become U+FFFD.
package func visible(bytes: some Sequence<UInt8>, limit: Int = 300) -> String {
    visible(String(decoding: Array(bytes.prefix(limit * 4 + 4)), as: UTF8.self), limit: limit)
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    // The table behind generalCategory is slow, and nearly all that hosts send is ASCII.
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    // Fillers and variation selectors are letters and marks by category and drawn as nothing, as is empty Braille.
    default: scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}"
    }
}
