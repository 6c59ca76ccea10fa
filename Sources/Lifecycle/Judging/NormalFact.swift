import EstateModel

/// A fact as it was found, with the fields that can be read out of it; the raw text is never changed in the original.
struct NormalFact {
    let raw: Fact
    let kind: FactKind?
    /// Raw fields, tidied where rules match on names, and derived ones.
    private(set) var fields: [String: String]

    /// Longer texts are cut: rules match on names and versions, and a host may send anything.
    static let fieldBytes = 8000
    static let fieldCount = 200

    init(_ fact: Fact) {
        raw = fact
        kind = FactKind.named(fact.kind)
        let hasEmpty = fact.fields.values.contains(where: \.isEmpty)
        fields = hasEmpty ? fact.fields.filter { !$0.value.isEmpty } : fact.fields
        if fields.count > Self.fieldCount {
            fields = Dictionary(
                uniqueKeysWithValues: fields.sorted { $0.key < $1.key }.prefix(Self.fieldCount).map { $0 }
            )
        }
        for (name, text) in fields where text.utf8.count > Self.fieldBytes {
            fields[name] = String(decoding: Array(text.utf8.prefix(Self.fieldBytes)), as: UTF8.self)
        }
        for name in Self.tidied[fact.kind] ?? [] {
            if let text = fields[name] { fields[name] = tidyName(text) }
        }
        if kind?.isPackage == true { derivePackageFields() }
    }

    subscript(name: String) -> String? { fields[name] }

    private static let tidied: [String: [String]] = [
        "registry": ["displayName"], "windows-feature": ["name"], "windows-os": ["caption"],
        "registry-os": ["productName"], "sql-instance": ["displayName"],
    ]

    private mutating func derivePackageFields() {
        // Copied once with room for what is derived, not once and then again when it grows.
        fields.reserveCapacity(fields.count + 6)
        if let version = raw.fields["version"] {
            let parts = DpkgVersion(version)
            fields["upstreamVersion"] = upstreamVersion(of: parts)
            fields["epoch"] = parts.epoch
            fields["revision"] = parts.revision
        }
        if let label = fields["modularityLabel"].flatMap(ModularityLabel.init) {
            fields["module"] = label.module
            fields["stream"] = label.stream
        }
        if raw.kind == "dpkg", fields["component"] == nil, let section = fields["section"] {
            let parts = section.split(separator: "/")
            fields["component"] = parts.count > 1 ? String(parts[0]) : "main"
        }
        if fields["source"] == nil, raw.kind == "apk", let origin = raw.fields["origin"] {
            fields["source"] = origin
        }
    }

    /// How reasons name the fact: `package postgresql-13 13.23-1.pgdg120+1 (dpkg)`.
    var title: String {
        let name = kind.flatMap { fields[$0.keyField] } ?? raw.fields.sorted { $0.key < $1.key }.first?.value ?? ""
        switch raw.kind {
        case "dpkg", "rpm", "apk", "pacman", "pkg", "snap", "flatpak", "vib":
            return "the \(raw.kind) package \(visible(name, limit: 120))"
                + (fields["version"].map { " \(visible($0, limit: 80))" } ?? "")
        case "windows-os", "registry-os":
            let caption = fields["caption"] ?? fields["productName"] ?? "Windows"
            let version = (fields["version"] ?? fields["currentBuildNumber"]).map { " \(visible($0, limit: 40))" } ?? ""
            return "the operating system \(visible(caption, limit: 80))\(version)"
        case "registry": return "the installed program '\(visible(name, limit: 120))'"
        case "command": return "the program \(visible(name, limit: 120))"
        case "hardware":
            let maker = fields["manufacturer"].map { visible($0, limit: 60) + " " } ?? ""
            return "the device \(maker)\(visible(name, limit: 80))"
        case "os-release":
            return "the operating system \(visible(fields["PRETTY_NAME"] ?? fields["NAME"] ?? name, limit: 80))"
        default: return "the \(raw.kind) fact '\(visible(name, limit: 120))'"
        }
    }
}

/// A product's name as rules match it: one blank between words, plain letters, no trade marks.
package func tidyName(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        case 0x09, 0x0A, 0x0D, 0xA0, 0x2000...0x200A, 0x202F, 0x3000: scalars.append(" ")
        case 0xAE, 0x2122, 0xA9, 0x200B, 0xFEFF: continue
        default: scalars.append(scalar)
        }
    }
    var bytes = Array(String(scalars).utf8)
    for mark in ["(R)", "(TM)", "(C)", "(r)", "(tm)", "(c)"] { bytes = removing(Array(mark.utf8), from: bytes) }
    return bytes.split(separator: 0x20).map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: " ")
}

private func removing(_ mark: [UInt8], from bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "(")) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        if bytes[index] == mark[0], bytes[index...].starts(with: mark) {
            index += mark.count
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return result
}
