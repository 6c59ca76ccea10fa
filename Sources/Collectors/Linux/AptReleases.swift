/// The Release files of the cached apt lists, found by the address that `apt-cache policy` prints.
///
///     R /var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease
///     Origin: Debian
///     Suite: oldstable
struct AptReleases {
    /// By file name without folder and without `_InRelease` or `_Release`.
    private var byName: [String: AptPolicy.Archive] = [:]

    init(_ bytes: [UInt8]) {
        var name: String?
        forEachLine(of: bytes) { line in
            if line.hasPrefix("R /") {
                name = Self.name(of: line.dropFirst(2).text)
                if let name, byName.count < 10_000, byName[name] == nil { byName[name] = AptPolicy.Archive() }
            } else if let name, let pair = line.pair(separatedBy: ":"), let value = pair.value.bounded {
                switch pair.key.text {
                case "Origin": byName[name]?.origin = value
                case "Label": byName[name]?.label = value
                case "Suite": byName[name]?.suite = value
                case "Codename": byName[name]?.codename = value
                default: break
                }
            }
        }
    }

    /// - Parameter words: address, distribution with component, and the rest of a line of `apt-cache policy`:
    ///   `http://deb.debian.org/debian bookworm/main amd64 Packages`.
    func archive(of words: [String]) -> AptPolicy.Archive {
        guard words.count >= 2 else { return AptPolicy.Archive() }
        let address = Self.escaped(Self.withoutScheme(words[0]))
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        let distribution = parts.dropLast().joined(separator: "/")
        let isFlat = words[1] == "./" || words[1] == "/" || parts.count < 2
        let candidates =
            isFlat
            ? [address, address + "_.", address + "_" + Self.escaped(parts.joined(separator: "/"))]
            : [address + "_dists_" + Self.escaped(distribution)]
        var archive = candidates.lazy.compactMap { byName[$0] }.first ?? AptPolicy.Archive()
        archive.component = isFlat ? nil : parts.last
        return archive
    }

    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        for ending in ["_InRelease", "_Release"] where file.hasSuffix(ending) {
            return String(file.dropLast(ending.count))
        }
        return file
    }

    private static func withoutScheme(_ address: String) -> String {
        var rest = Substring(address)
        if let range = rest.firstRange(of: "://") {
            rest = rest[range.upperBound...]
        } else if let range = rest.firstRange(of: ":/") {
            rest = rest[rest.index(after: range.lowerBound)...]
        }
        if let user = rest.firstIndex(of: "@"), !rest[..<user].contains("/") { rest = rest[rest.index(after: user)...] }
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        return String(rest)
    }

    /// As apt names its files: `_` and other signs as `%5f`, then `/` as `_`.
    private static func escaped(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "/"): result += "_"
            case UInt8(ascii: "_"): result += "%5f"
            case 0x21...0x7e where !#"\|{}[]<>"^~=!@#$%&*"#.utf8.contains(byte):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return result
    }
}
