/// What a plan writes under "Linked to Ref #": `1.2.3`, `3.1.1 & 4.3.4`, `2.5.3-5`, `3.5.2 (wrong way round)`.
package struct LinkedReferences: Hashable, Sendable {
    /// As written, without blanks at both ends.
    package let text: String
    /// Every reference that is named, ranges written out, each once, in the order of the text.
    package let references: [String]
    /// What stands in brackets: `wrong way round`.
    package let remarks: [String]
    /// Pieces that are no references: `see appendix`, `2.5.5-3`.
    package let unread: [String]

    /// Written out, a range has at most so many references.
    static let longestRange = 200
    static let mostReferences = 1000
    /// Scalars; what is longer is a story and no list.
    static let longestText = 4000
    private static let longestPiece = 40

    package init(reading text: String) {
        self.text = withoutBlanksAtEnds(text)
        var reader = Reader()
        if self.text.unicodeScalars.count <= Self.longestText {
            reader.read(self.text)
        } else {
            reader.unread = [self.text]
        }
        references = reader.references
        remarks = reader.remarks
        unread = reader.unread
    }

    /// `3.1.1 & 4.3.4`.
    package init(_ references: [String]) {
        self.init(reading: references.joined(separator: " & "))
    }
}

extension LinkedReferences {
    private struct Reader {
        var references: [String] = []
        var remarks: [String] = []
        var unread: [String] = []

        mutating func read(_ text: String) {
            let pieces = Self.pieces(of: outsideBrackets(text))
            for piece in pieces where references.count < mostReferences {
                guard let found = Self.references(in: piece) else {
                    unread.append(piece)
                    continue
                }
                for reference in found where !references.contains(reference) { references.append(reference) }
            }
        }

        private mutating func outsideBrackets(_ text: String) -> String {
            var outside = ""
            var inside: String?
            for character in text {
                if character == "(", inside == nil {
                    inside = ""
                } else if character == ")", let remark = inside {
                    remarks.append(withoutBlanksAtEnds(remark))
                    inside = nil
                    outside += " ,"
                } else if inside != nil {
                    inside?.append(character)
                } else {
                    outside.append(character)
                }
            }
            // A bracket that is never closed hides nothing.
            return outside + (inside.map { "(" + $0 } ?? "")
        }

        /// Without the words between references; dashes of ranges stand without blanks.
        private static func pieces(of text: String) -> [String] {
            var plain = PlanDateReader.normalised(text)
            for (word, sign) in [
                (" to ", "-"), (" - ", "-"), (" -", "-"), ("- ", "-"), (" and ", ","), (" & ", ","), ("&", ","),
                (" + ", ","), ("+", ","), (" / ", ","), ("/", ","), (";", ","), ("ref. ", ""), ("refs ", ""),
                ("ref ", ""),
                ("ref# ", ""), ("no. ", ""), ("#", ""),
            ] { plain = plain.replacing(word, with: sign) }
            return plain.split(separator: ",").flatMap { part in
                let words = part.split(separator: " ").map(String.init)
                // `1.1.1 1.1.2` are two; words in between are kept whole, to be shown.
                return words.allSatisfy { Reader.references(in: $0) != nil } ? words : [words.joined(separator: " ")]
            }.filter { !$0.isEmpty && $0 != "none" && $0 != "n/a" && $0 != "-" }
        }

        /// One reference or a range; nil for anything else.
        static func references(in piece: String) -> [String]? {
            guard piece.unicodeScalars.count <= longestPiece else { return nil }
            if let number = Number(piece) { return [number.text] }
            // The dash of `r-0001-r-0003` that divides is the one with a number on both sides.
            for place in piece.indices where piece[place] == "-" {
                let right = String(piece[piece.index(after: place)...])
                guard let first = Number(String(piece[..<place])), let last = first.end(right) else { continue }
                return first.through(last)
            }
            return nil
        }
    }

    /// A reference that ends with a number: `2.5.3`, `R-0007`.
    private struct Number {
        let prefix: String
        let last: Int
        let width: Int

        var text: String { written(last) }

        init?(_ text: String) {
            let digits = String(text.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
            let head = String(text.dropLast(digits.count))
            guard (1...6).contains(digits.utf8.count), let number = Int(digits), Self.isPrefix(head) else { return nil }
            prefix = head.uppercased()
            last = number
            width = digits.hasPrefix("0") ? digits.utf8.count : 0
        }

        /// Nothing, numbers with dots behind them, or letters with a dash: `2.5.`, `r-`, `itr`.
        private static func isPrefix(_ text: String) -> Bool {
            if text.isEmpty { return true }
            if text.hasSuffix(".") {
                let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
                return parts.count <= 8
                    && parts.allSatisfy {
                        (1...4).contains($0.utf8.count) && $0.allSatisfy { $0.isASCII && $0.isNumber }
                    }
            }
            let letters = text.hasSuffix("-") ? text.dropLast() : text[...]
            return (1...6).contains(letters.utf8.count) && letters.allSatisfy { $0.isASCII && $0.isLetter }
        }

        /// The last number of a range whose end is written in full or by its number alone.
        func end(_ text: String) -> Int? {
            guard let end = Number(text), end.prefix.isEmpty || end.prefix == prefix else { return nil }
            return end.last > last && end.last - last < LinkedReferences.longestRange ? end.last : nil
        }

        func through(_ end: Int) -> [String] { (last...end).map(written) }

        private func written(_ number: Int) -> String {
            let digits = String(number)
            return prefix + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
    }
}
