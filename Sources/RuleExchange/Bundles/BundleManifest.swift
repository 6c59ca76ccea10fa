package import EstateModel

/// What a bundle says of itself, in text that a person can read and `sha256sum -c` can check.
package struct BundleManifest: Hashable, Sendable {
    /// One file of the pack.
    package struct File: Hashable, Sendable {
        /// `rules/database/postgresql.yaml`
        package var path: String
        /// In hexadecimal.
        package var sha256: String
    }

    /// Counts up with every bundle of a publisher: an older one is never installed over a newer one.
    package var serial: Int
    package var made: CalendarDay
    /// The pack's own hash, which verdicts carry.
    package var packSHA256: String
    /// By path.
    package var files: [File]

    static let heading = "reeve-rule-bundle 1"
    package static let largestSerial = 999_999_999
    static let mostFiles = 5000
    static let largestBytes = 1 << 20

    package var text: String {
        var lines = [
            Self.heading, "serial \(serial)", "made \(made)", "rules-sha256 \(packSHA256)", "files \(files.count)",
        ]
        lines += files.map { "\($0.sha256)  \($0.path)" }
        return lines.joined(separator: "\n") + "\n"
    }

    package init(serial: Int, made: CalendarDay, packSHA256: String, files: [File]) {
        self.serial = serial
        self.made = made
        self.packSHA256 = packSHA256
        self.files = files.sorted { $0.path < $1.path }
    }

    /// Reads what ``text`` writes and nothing else.
    ///
    /// - Throws: ``BundleFault`` naming the line that is wrong.
    package init(reading bytes: [UInt8]) throws(BundleFault) {
        guard bytes.count <= Self.largestBytes else {
            throw BundleFault(.tooLarge, "has a manifest of more than \(Self.largestBytes) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self), text.last == "\n" else { throw Self.wrong(1) }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map(String.init) == Self.heading else {
            throw BundleFault(.malformed, "has a manifest that this Reeve does not know; it reads '\(Self.heading)'")
        }
        guard lines.count >= 5 else { throw Self.wrong(lines.count) }
        guard let serial = Self.number(lines[1], "serial "), (1...Self.largestSerial).contains(serial) else {
            throw Self.wrong(2)
        }
        guard lines[2].hasPrefix("made "), let made = CalendarDay(lines[2].dropFirst(5)) else { throw Self.wrong(3) }
        guard lines[3].hasPrefix("rules-sha256 "), Self.isHash(lines[3].dropFirst(13)) else { throw Self.wrong(4) }
        guard let count = Self.number(lines[4], "files "), count == lines.count - 5,
            (1...Self.mostFiles).contains(count)
        else { throw Self.wrong(5) }
        var files: [File] = []
        for (index, line) in lines[5...].enumerated() {
            guard line.utf8.count > 66, Self.isHash(line.prefix(64)), line.dropFirst(64).hasPrefix("  ") else {
                throw Self.wrong(index + 6)
            }
            let path = String(line.dropFirst(66))
            guard Self.isAllowed(path) else {
                throw BundleFault(
                    .forbiddenPath,
                    "names a path that no rule file may have: \(visible(path, limit: 120))"
                )
            }
            if let last = files.last, last.path >= path { throw Self.wrong(index + 6) }
            files.append(File(path: path, sha256: String(line.prefix(64))))
        }
        self.init(serial: serial, made: made, packSHA256: String(lines[3].dropFirst(13)), files: files)
    }

    private static func wrong(_ line: Int) -> BundleFault {
        BundleFault(.malformed, "has a manifest whose line \(line) is not what it must be")
    }

    private static func number(_ line: Substring, _ prefix: String) -> Int? {
        guard line.hasPrefix(prefix) else { return nil }
        let digits = line.dropFirst(prefix.count)
        guard digits.utf8.count <= 9, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits)
    }

    private static func isHash(_ text: Substring) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// `rules/` and below it names of plain letters that do not begin with a dot, ending as rule files do.
    package static func isAllowed(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count <= 100 && (2...8).contains(parts.count) && parts[0] == "rules"
            && (path.hasSuffix(".yaml") || path.hasSuffix(".yml"))
            && parts.allSatisfy { part in
                guard let first = part.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else {
                    return false
                }
                return part.utf8.allSatisfy(isPlain)
            }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
}
