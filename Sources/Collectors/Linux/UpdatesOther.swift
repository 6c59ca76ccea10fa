import EstateModel

/// What apk and pacman list as newer than installed.
enum UpdatesOther {
    /// `libssl1.0-1.0.1q-r0                     < 1.0.2m-r0`; a tag such as ` @edge` may follow.
    static func readApk(_ bytes: [UInt8]) -> [UpdateState.PendingUpdate] {
        var result: [UpdateState.PendingUpdate] = []
        forEachLine(of: bytes) { line in
            let words = line.split(separator: 0x20).map(\.text)
            guard words.count >= 3, words[1] == "<", result.count < CollectionBuilder.mostSoftware,
                let (name, version) = nameAndVersion(words[0])
            else { return }
            result.append(UpdateState.PendingUpdate(name: name, installed: version, available: bounded(words[2])))
        }
        return result.sorted { $0.name < $1.name }
    }

    /// `linux 6.1.1.arch1-1 -> 6.1.2.arch1-1`; `[ignored]` may follow.
    static func readPacman(_ bytes: [UInt8]) -> [UpdateState.PendingUpdate] {
        var result: [UpdateState.PendingUpdate] = []
        forEachLine(of: bytes) { line in
            let words = line.split(separator: 0x20).map(\.text)
            guard words.count >= 4, words[2] == "->", result.count < CollectionBuilder.mostSoftware else { return }
            result.append(
                UpdateState.PendingUpdate(
                    name: bounded(words[0]),
                    installed: bounded(words[1]),
                    available: bounded(words[3])
                )
            )
        }
        return result.sorted { $0.name < $1.name }
    }

    /// apk joins them with hyphens: name, version, and `rN`.
    private static func nameAndVersion(_ text: String) -> (String, String)? {
        let parts = bounded(text).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 1].hasPrefix("r") else { return nil }
        return (parts.dropLast(2).joined(separator: "-"), parts.suffix(2).joined(separator: "-"))
    }

    private static func bounded(_ text: String) -> String { String(text.prefix(500)) }
}
