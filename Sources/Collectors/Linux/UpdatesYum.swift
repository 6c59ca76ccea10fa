import EstateModel

/// What `yum check-update` and `dnf check-update` (4 and 5) list.
///
///     bash.x86_64                          4.4.20-5.el8                                baseos
///
/// Long names stand on a line of their own. Everything else (plugins, progress, notices) has another shape. The part
/// "Obsoleting Packages" repeats packages and ends the list.
enum UpdatesYum {
    static func read(
        _ bytes: [UInt8],
        installed: [String: String],
        security: Set<String>?
    ) -> [UpdateState.PendingUpdate] {
        var found: [String: UpdateState.PendingUpdate] = [:]
        var wrapped: String?
        var isOver = false
        forEachLine(of: bytes) { line in
            guard !isOver, found.count < CollectionBuilder.mostSoftware else { return }
            if line.hasPrefix("Obsoleting ") { isOver = true }
            var words = line.split { $0 == 0x20 || $0 == 0x09 }.map(\.text)
            if let name = wrapped, words.count == 2, line.first == 0x20 { words.insert(name, at: 0) }
            wrapped = words.count == 1 && packageName(words[0]) != nil ? words[0] : nil
            guard words.count == 3, let name = packageName(words[0]), isVersion(words[1]), !words[2].hasPrefix("@")
            else { return }
            found[words[0]] = UpdateState.PendingUpdate(
                name: name,
                installed: installed[name],
                available: words[1],
                security: security.map { $0.contains(name) }
            )
        }
        return found.values.sorted { ($0.name, $0.available ?? "") < ($1.name, $1.available ?? "") }
    }

    /// Names of the packages that security advisories update, of `updateinfo list`.
    ///
    ///     RHSA-2023:0173 Moderate/Sec.  libxml2-2.9.7-15.el8_7.1.x86_64
    ///     FEDORA-2026-d135 security    Moderate      libcap-2.76-4.fc43.x86_64 2026-04-12 00:16:44
    static func securityNames(_ bytes: [UInt8]) -> Set<String> {
        var result: Set<String> = []
        forEachLine(of: bytes) { line in
            let words = line.split { $0 == 0x20 || $0 == 0x09 }.map(\.text)
            guard words.count >= 3, words[1].hasSuffix("/Sec.") || words[1] == "security",
                let package = words[2...].first(where: { packageName($0) != nil }),
                result.count < CollectionBuilder.mostSoftware
            else { return }
            let parts = package.split(separator: "-", omittingEmptySubsequences: false)
            if parts.count > 2 { result.insert(parts.dropLast(2).joined(separator: "-")) }
        }
        return result
    }

    private static let architectures: Set<String> = [
        "x86_64", "noarch", "i686", "i586", "i486", "i386", "aarch64", "ppc64le", "ppc64", "ppc", "s390x", "s390",
        "armv7hl",
        "athlon", "ia64", "riscv64", "src",
    ]

    /// What stands before the architecture; nil when the word ends in none.
    private static func packageName(_ word: String) -> String? {
        guard let dot = word.lastIndex(of: "."), architectures.contains(String(word[word.index(after: dot)...])),
            dot > word.startIndex, word.utf8.count <= 500
        else { return nil }
        return String(word[..<dot])
    }

    private static func isVersion(_ word: String) -> Bool {
        word.utf8.count <= 500 && word.contains("-") && word.utf8.contains { (0x30...0x39).contains($0) }
    }
}
