import EstateModel

/// Text as it may stand in a header: printable ASCII, everything else in encoded words (RFC 2047).
enum HeaderText {
    /// The value of a header such as Subject.
    static func unstructured(_ text: String) -> String {
        let text = oneLine(text)
        return isPlain(text) ? text : encodedWords(text)
    }

    /// The name in front of an address.
    static func phrase(_ text: String) -> String {
        let text = oneLine(text)
        let isAtoms = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: " ") || isAlphanumeric(byte) || byte == UInt8(ascii: "-")
        }
        return isAtoms && isPlain(text) ? text : encodedWords(text)
    }

    /// An id, which our own code makes: whatever else would be in it is dropped.
    static func token(_ text: String) -> String {
        String(decoding: text.utf8.filter { isAlphanumeric($0) || "@.-_".utf8.contains($0) }.prefix(300), as: UTF8.self)
    }

    /// Breaks a header line in front of blanks, so that lines have at most 78 bytes where words allow.
    static func folded(_ line: String) -> String {
        var result = ""
        var used = 0
        for (index, word) in line.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if index > 0 {
                let breaks = used + 1 + word.utf8.count > 78 && !word.isEmpty && used > 0
                result += breaks ? "\r\n " : " "
                used = breaks ? 1 : used + 1
            }
            result += word
            used += word.utf8.count
        }
        return result
    }

    /// Control characters, line breaks above all, and what is drawn as nothing become visible; bounded.
    private static func oneLine(_ text: String) -> String { visible(text, limit: 300) }

    /// No encoding is needed, no word is longer than a line may be, and nothing looks as if it were encoded.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?") && !text.isEmpty
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= 60 }
            && !text.hasPrefix(" ") && !text.hasSuffix(" ")
    }

    /// At most 68 bytes each, so that the first stands beside the header's name; no character divided among two.
    private static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > 42 {
                words.append(word(bytes))
                bytes = []
            }
            bytes += next
        }
        words.append(word(bytes))
        return words.joined(separator: " ")
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Base64.encode(bytes))?=" }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// The quoted-printable form of RFC 2045.
enum QuotedPrintable {
    /// - Parameter text: with LF, CR LF or CR between lines; what comes out has CR LF and lines of at most 76 bytes.
    static func encode(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        for line in lines(of: Array(text.utf8)) {
            var used = 0
            for (index, byte) in line.enumerated() {
                let isLast = index == line.count - 1
                if used + piece(byte, isLast: isLast, isFirst: used == 0).count > 75 {
                    result += "=\r\n".utf8
                    used = 0
                }
                let coded = piece(byte, isLast: isLast, isFirst: used == 0)
                result += coded
                used += coded.count
            }
            result += "\r\n".utf8
        }
        return result
    }

    /// The last line may or may not have a break at its end.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                lines.append(bytes[start..<index])
                if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
                start = index + 1
            }
            index += 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    /// A dot or `From ` at the start of a line means something to mail servers and mailboxes, a blank at its end is
    /// lost.
    private static func piece(_ byte: UInt8, isLast: Bool, isFirst: Bool) -> [UInt8] {
        let isBlank = byte == 0x20 || byte == 0x09
        let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
        let isSpecial = isFirst && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
        if isPlain, !isSpecial { return [byte] }
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
