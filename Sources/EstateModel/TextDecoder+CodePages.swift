/// A code page of 256 characters whose lower half is ASCII.
///
/// Tables after the Unicode Consortium's mapping files CP850.TXT and CP1252.TXT.
struct CodePage {
    /// What the bytes 0x80 to 0xFF mean, in order.
    let upperHalf: [Unicode.Scalar]

    /// What cmd and its programs print in western Europe.
    static let cp850 = CodePage(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
            + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}"
    )

    /// What Windows programs write to files in western Europe.
    static let cp1252 = CodePage(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ"
            + "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
            + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    )

    private init(_ characters: String) {
        upperHalf = Array(characters.unicodeScalars)
    }

    func text(_ bytes: ArraySlice<UInt8>) -> String {
        var result = String.UnicodeScalarView()
        for byte in bytes { result.append(scalar(byte)) }
        return String(result)
    }

    /// The page under which the bytes outside ASCII are letters inside words; 1252 when nothing decides.
    static func likeliest(for bytes: ArraySlice<UInt8>) -> CodePage {
        cp850.score(bytes) > cp1252.score(bytes) ? cp850 : cp1252
    }

    private func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard byte >= 0x80 else { return Unicode.Scalar(byte) }
        let index = Int(byte) - 0x80
        return index < upperHalf.count ? upperHalf[index] : "\u{FFFD}"
    }

    private func score(_ bytes: ArraySlice<UInt8>) -> Int {
        var total = 0
        for index in bytes.indices where bytes[index] >= 0x80 {
            let before = index > bytes.startIndex ? bytes[index - 1] : 0x20
            let after = index + 1 < bytes.endIndex ? bytes[index + 1] : 0x20
            total += score(scalar(bytes[index]), between: scalar(before), and: scalar(after))
        }
        return total
    }

    private func score(_ scalar: Unicode.Scalar, between before: Unicode.Scalar, and after: Unicode.Scalar) -> Int {
        let inWord = before.properties.isAlphabetic || after.properties.isAlphabetic
        let isLetter = scalar.properties.isAlphabetic
        if !inWord {
            // Between figures only a no-break space makes sense (French groups thousands with it).
            return scalar == "\u{A0}" && CodePage.isDigit(before) && CodePage.isDigit(after) ? 2 : 0
        }
        if !isLetter { return before.properties.isAlphabetic && after.properties.isAlphabetic ? -2 : 0 }
        // Capitals do not stand behind small letters.
        return before.properties.isLowercase && scalar.properties.isUppercase ? -1 : 2
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
