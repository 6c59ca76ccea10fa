/// The commands that probes run as root, as a sudoers drop-in must name them.
package enum RootCommands {
    /// Each command once, with its words as they are run, sorted. `*` stands for a word that the host itself supplies.
    package static func of(_ platforms: [Platform]) -> [String] {
        let all = platforms.flatMap(\.probes).flatMap { commands(in: $0.command) }
        return Set(all).sorted()
    }

    static func commands(in text: String) -> [String] {
        var result: [String] = []
        for line in text.split(separator: "\n") {
            var rest = line
            while let range = rest.firstRange(of: "as_root ") {
                let startsWord =
                    range.lowerBound == rest.startIndex || !isName(rest[rest.index(before: range.lowerBound)])
                rest = rest[range.upperBound...]
                let command = rest.prefix { !";|&>)`".contains($0) }
                let words = command.split(separator: " ").map { $0.contains("$") ? "*" : String($0) }
                // The 2 of `2>/dev/null` belongs to the redirection.
                let isRedirected =
                    rest.dropFirst(command.count).first == ">" && words.last.map { Int($0) != nil } == true
                let plain = isRedirected ? words.dropLast() : words[...]
                if startsWord, !plain.isEmpty { result.append(plain.joined(separator: " ")) }
            }
        }
        return result
    }

    private static func isName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
