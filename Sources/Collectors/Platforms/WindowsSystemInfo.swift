import EstateModel

/// What `systeminfo` tells, for imports and old recordings; its labels are translated, so most fields are English only.
///
/// `OS Version:                10.0.17763 N/A Build 17763`
struct WindowsSystemInfo: Hashable {
    var hostname: String?
    var name: String?
    /// `10.0.17763`; found in any language.
    var version: String?
    var servicePack: String?
    var manufacturer: String?
    var model: String?
    var domain: String?
    /// Ids of the updates it lists; found in any language.
    var hotfixes: [String]

    init(_ bytes: [UInt8]) {
        let text = TextDecoder.utf8(bytes)
        hotfixes = WindowsHotfix.ids(in: text)
        for line in lines(of: text).prefix(400) {
            guard let first = line.first, first != 0x20, first != 0x09, let pair = line.pair(separatedBy: ":") else {
                continue
            }
            read(label: pair.key.text, value: pair.value.text)
        }
    }

    private mutating func read(label: String, value: String) {
        guard !value.isEmpty, value != "N/A" else { return }
        switch label {
        case "Host Name": hostname = value
        case "OS Name": name = value.split(separator: "|").first.map(String.init) ?? value
        case "System Manufacturer": manufacturer = SmbiosPlaceholder.cleaned(value)
        case "System Model": model = SmbiosPlaceholder.cleaned(value)
        case "Domain": domain = value
        default: break
        }
        if version == nil { readVersion(value) }
    }

    /// The first value that begins with three numbers; the rest of it may name a service pack.
    private mutating func readVersion(_ value: String) {
        let words = value.split(separator: " ")
        guard let first = words.first else { return }
        let parts = first.split(separator: ".", omittingEmptySubsequences: false)
        let isVersion =
            parts.count == 3 && parts.allSatisfy { (1...5).contains($0.utf8.count) && Int($0) != nil }
            && parts[2].utf8.count >= 4
        guard isVersion else { return }
        version = String(first)
        if words.count > 3, words[1] == "Service", words[2] == "Pack" {
            servicePack = words[1...3].joined(separator: " ")
        }
    }
}
