extension ESXiGuestRow {
    static let mostRows = 10_000

    /// All guests, and how many lines begin like one and are none.
    ///
    /// Columns are as wide as their longest value and names hold blanks and brackets, so a line is taken apart from
    /// its fixed points: the number in front, the last `[datastore] ….vmx`, and `vmx-NN` behind it. Lines without
    /// them are the header or the rest of an annotation, which may run over several lines.
    static func rows(_ bytes: [UInt8]) -> (rows: [ESXiGuestRow], ignored: Int) {
        var rows: [ESXiGuestRow] = []
        var ignored = 0
        forEachLine(of: bytes) { line in
            guard rows.count < mostRows, let (id, rest) = numbered(line) else { return }
            if let row = row(id: id, rest) {
                rows.append(row)
            } else if rows.isEmpty {
                // Behind the first guest, it may be an annotation's line.
                ignored += 1
            }
        }
        return (rows, ignored)
    }

    private static func numbered(_ line: ArraySlice<UInt8>) -> (id: Int, rest: ArraySlice<UInt8>)? {
        let digits = line.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty, digits.count <= 9, let id = Int(digits.text) else { return nil }
        let rest = line[digits.endIndex...]
        return rest.first == 0x20 || rest.first == 0x09 ? (id, rest.trimmed) : nil
    }

    private static func row(id: Int, _ line: ArraySlice<UInt8>) -> ESXiGuestRow? {
        // An annotation may mention another guest's file: the hardware version ends what is searched.
        guard let version = hardwareVersion(in: line) else { return nil }
        let front = line[..<version.startIndex]
        guard let suffix = lastRange(of: Array(".vmx".utf8), in: front),
            let bracket = datastoreStart(in: front[..<suffix.lowerBound]),
            let close = front[bracket...].firstIndex(of: UInt8(ascii: "]"))
        else { return nil }
        let name = front[..<bracket].trimmed
        let guest = front[suffix.upperBound...].trimmed
        guard !name.isEmpty else { return nil }
        return ESXiGuestRow(
            id: id,
            name: name.text,
            datastore: front[(bracket + 1)..<close].text,
            path: front[(close + 1)..<suffix.upperBound].trimmed.textOrNil,
            guestSystem: guest.textOrNil,
            hardwareVersion: version.text
        )
    }

    /// The first `vmx-NN` that stands alone behind a `.vmx `.
    private static func hardwareVersion(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let file = firstRange(of: Array(".vmx ".utf8), in: line) else { return nil }
        var rest = line[file.upperBound...]
        while let found = firstRange(of: Array(" vmx-".utf8), in: rest) {
            let digits = rest[found.upperBound...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            let after = digits.endIndex < line.endIndex ? line[digits.endIndex] : 0x20
            if !digits.isEmpty, after == 0x20 || after == 0x09 { return line[(found.lowerBound + 1)..<digits.endIndex] }
            rest = rest[found.upperBound...]
        }
        return nil
    }

    /// The last `[` at the start of a column whose `]` is followed by a blank and a path. Names and paths hold such
    /// brackets, too, but hardly behind the gap between two columns; only without any gap does a single blank do.
    private static func datastoreStart(in line: ArraySlice<UInt8>) -> Int? {
        guard let end = line.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        var behindBlank: Int?
        var close: Int?
        for index in line.indices.reversed() {
            if line[index] == UInt8(ascii: "]") { close = index }
            guard line[index] == UInt8(ascii: "["), index > line.startIndex, let close, close + 1 < end,
                line[close + 1] == 0x20
            else { continue }
            if line[..<index].suffix(2).elementsEqual([0x20, 0x20]) { return index }
            if line[index - 1] == 0x20 || line[index - 1] == 0x09 { behindBlank = behindBlank ?? index }
        }
        return behindBlank
    }

    private static func firstRange(of needle: [UInt8], in line: ArraySlice<UInt8>) -> Range<Int>? {
        guard line.count >= needle.count else { return nil }
        var index = line.startIndex
        while index + needle.count <= line.endIndex {
            if line[index..<index + needle.count].elementsEqual(needle) { return index..<index + needle.count }
            index += 1
        }
        return nil
    }

    private static func lastRange(of needle: [UInt8], in line: ArraySlice<UInt8>) -> Range<Int>? {
        var index = line.endIndex - needle.count
        while index >= line.startIndex {
            if line[index..<index + needle.count].elementsEqual(needle) { return index..<index + needle.count }
            index -= 1
        }
        return nil
    }
}
