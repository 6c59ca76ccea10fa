extension VersionTransform {
    /// In the installer's version the second field is the service pack: 13.3.6300.2 is 13.0.6300.2 with SP3.
    static func sqlServer(_ text: String) -> Result? {
        let fields = text.split(separator: ".").map(String.init)
        guard fields.count >= 3, let major = Int(fields[0]), let minor = Int(fields[1]), Int(fields[2]) != nil else {
            return nil
        }
        let base = major == 10 && minor >= 50 ? 50 : 0
        let servicePack = minor - base
        guard (0...9).contains(servicePack) else { return nil }
        var result = Result(version: ([fields[0], String(base)] + fields[2...]).joined(separator: "."))
        if servicePack > 0 { result.attributes["servicePack"] = String(servicePack) }
        return result
    }

    /// The lowest Release value of each .NET Framework. Source: Microsoft's page on detecting installed versions.
    private static let frameworks: [(lowest: Int, version: String)] = [
        (378_389, "4.5"), (378_675, "4.5.1"), (379_893, "4.5.2"), (393_295, "4.6"), (394_254, "4.6.1"),
        (394_802, "4.6.2"), (460_798, "4.7"), (461_308, "4.7.1"), (461_808, "4.7.2"), (528_040, "4.8"),
        (533_320, "4.8.1"),
    ]

    /// Decimal, or hexadecimal as `reg query` prints it (`0x70bf6`).
    static func netFramework(_ text: String) -> String? {
        let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
        guard let number else { return nil }
        return frameworks.last { $0.lowest <= number }?.version
    }

    /// `{90140000-0011-0000-0000-0000000FF1CE}`: the fourth and fifth digit are the major version.
    static func office(_ text: String) -> Result? {
        let code = text.filter { $0 != "{" && $0 != "}" }
        let parts = code.split(separator: "-")
        guard parts.count == 5, parts[0].count == 8, parts[4].uppercased().hasSuffix("0FF1CE"),
            let major = Int(parts[0].dropFirst(2).prefix(2))
        else { return nil }
        return Result(version: "\(major).0", attributes: ["officeProduct": parts[1].uppercased()])
    }

    /// `Version 15.1 (Build 2507.6)`; plain `15.01.2507.006` as well.
    static func exchange(_ text: String) -> String? {
        let parts = numbers(in: text)
        guard parts.count >= 2 else { return nil }
        return parts.prefix(4).map(String.init).joined(separator: ".")
    }

    /// `10.0.17763.1234` → `17763.1234`, `6.1.7601` → `7601`, `17763` as it is.
    static func windowsBuild(_ text: String) -> String? {
        let parts = numbers(in: text)
        guard let first = parts.first else { return nil }
        let build = first >= 1000 ? parts[...] : parts.dropFirst(2)
        return build.isEmpty ? nil : build.prefix(2).map(String.init).joined(separator: ".")
    }

    /// Workspace app says 22.3.1.22 for 2203; newer products say 2203.0.6000.1.
    static func citrix(_ text: String) -> String? {
        let parts = numbers(in: text)
        guard parts.count >= 2 else { return parts.first.map(String.init) }
        guard parts[0] < 100, (1...12).contains(parts[1]) else { return parts.map(String.init).joined(separator: ".") }
        let yearMonth = parts[0] * 100 + parts[1]
        return ([yearMonth] + parts.dropFirst(2)).map(String.init).joined(separator: ".")
    }
}
