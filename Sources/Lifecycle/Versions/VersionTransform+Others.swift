import EstateModel

extension VersionTransform {
    /// The first run of digits and dots with at least one dot, else the first number.
    static func firstVersion(in text: String) -> String? {
        let bytes = Array(text.utf8)
        var fallback: String?
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, isDigit(bytes[index]) || isInnerDot(bytes, index) { index += 1 }
            let run = String(decoding: bytes[start..<index], as: UTF8.self)
            // Letters that belong to it: 1.1.1w, 9.2p1; not a unit or a name that begins after a number.
            let suffix = versionSuffix(bytes, from: index)
            if run.contains(".") { return run + suffix }
            fallback = fallback ?? run
        }
        return fallback
    }

    private static func isInnerDot(_ bytes: [UInt8], _ index: Int) -> Bool {
        bytes[index] == UInt8(ascii: ".") && index + 1 < bytes.count && isDigit(bytes[index + 1])
    }

    private static func versionSuffix(_ bytes: [UInt8], from start: Int) -> String {
        let rest = bytes[start...]
        let letters = rest.prefix { isLetter($0) }
        guard letters.count == 1 else { return "" }
        let digits = rest.dropFirst(1).prefix { isDigit($0) }
        return String(decoding: Array(letters) + Array(digits), as: UTF8.self)
    }

    /// One form for all of Java's: feature release, then update. `1.8.0_392` → `8.0.392`, `8u202` → `8.0.202`.
    static func java(_ text: String, alwaysTens: Bool) -> String? {
        let core = text.split(whereSeparator: { $0 == "+" || $0 == "-" || $0 == " " }).first.map(String.init) ?? text
        var parts = numbers(in: core)
        guard let first = parts.first else { return nil }
        if first == 1, parts.count >= 2, parts[1] <= 8 {
            parts.removeFirst()
        } else if core.contains("u"), parts.count == 2 {
            return "\(first).0.\(parts[1])"
        }
        // Oracle's installers write update 202 of Java 8 as 8.0.2020.8.
        if parts[0] <= 8, parts.count >= 3, !core.contains("_"), alwaysTens || (parts[2] >= 500 && parts[2] % 10 == 0) {
            parts[2] /= 10
        }
        return parts.prefix(3).map(String.init).joined(separator: ".")
    }

    /// The third field of the installer's version is micro release × 1000 + level: 3.10.11150.0 is 3.10.11.
    static func python(_ text: String) -> String? {
        let parts = numbers(in: text)
        guard parts.count >= 3 else { return nil }
        let micro = parts[2] >= 100 ? parts[2] / 1000 : parts[2]
        return "\(parts[0]).\(parts[1]).\(micro)"
    }

    /// `17.09.04a` → `17.9.4a`, `15.2(7)E11` → `15.2.7.E11`.
    static func cisco(_ text: String) -> String? {
        let pieces = text.split(whereSeparator: { $0 == "." || $0 == "(" || $0 == ")" })
        guard let first = pieces.first, Int(first) != nil else { return nil }
        return pieces.map { piece in
            let digits = piece.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { return String(piece) }
            return String(number) + piece.dropFirst(digits.count)
        }.joined(separator: ".")
    }

    /// `7200-05-09-2446` → `7.2.5.9`: release, technology level, service pack.
    static func aix(_ text: String) -> String? {
        let parts = text.split(separator: "-")
        guard let first = parts.first, first.utf8.count == 4, let release = Int(first) else { return nil }
        let rest = parts.dropFirst().prefix(2).compactMap { Int($0) }
        return ([release / 1000, release / 100 % 10] + rest).map(String.init).joined(separator: ".")
    }

    /// `V7R4M0` → `7.4.0`.
    static func ibmI(_ text: String) -> String? {
        let parts = numbers(in: text)
        guard text.first == "V" || text.first == "v", parts.count >= 2 else { return nil }
        return parts.prefix(3).map(String.init).joined(separator: ".")
    }

    static func dotted(_ text: String) -> String? {
        let parts = numbers(in: text)
        return parts.isEmpty ? nil : parts.map(String.init).joined(separator: ".")
    }
}
