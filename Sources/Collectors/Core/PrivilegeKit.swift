import EstateModel

/// What a council installs on its hosts so that an ordinary account can be scanned with the least privilege: rules for
/// sudo or doas that name the script's root commands word for word, and a line for `authorized_keys`.
///
/// Pure text; nothing of it is ever installed by Reeve.
package enum PrivilegeKit {
    /// Where distributions keep the programs. All belong to root, so that a name that is missing allows nothing.
    private static let folders: [String: [String]] = [
        "dmidecode": ["/usr/sbin/dmidecode"],
        "dnf": ["/usr/bin/dnf"],
        "grep": ["/usr/bin/grep", "/bin/grep"],
        "netstat": ["/usr/bin/netstat", "/bin/netstat", "/usr/sbin/netstat", "/sbin/netstat"],
        "ss": ["/usr/bin/ss", "/bin/ss", "/usr/sbin/ss", "/sbin/ss"],
        "virsh": ["/usr/bin/virsh"],
        "yum": ["/usr/bin/yum"],
    ]
    private static let hexadecimal = "[0-9a-f]"

    /// Whether a name can stand in the rules: letters, digits, `_`, `-` and `.`, at most 32, no sign of sudo's own.
    package static func isAccountName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count) && name.utf8.allSatisfy(isNameByte)
            && name.utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") && !isDigit($0) } == true
    }

    /// A drop-in for /etc/sudoers.d.
    ///
    /// - Parameters:
    ///   - user: one that ``isAccountName(_:)`` allows.
    ///   - asksForPassword: leaves out `NOPASSWD`, for estates with `escalate-password`.
    ///   - digest: the script's, named in the heading.
    package static func sudoers(
        for platforms: [Platform],
        user: String,
        asksForPassword: Bool,
        digest: String
    ) -> String {
        precondition(isAccountName(user), "an account's name is plain")
        let commands = RootCommands.of(platforms).flatMap(sudoersCommands)
        let lecture = asksForPassword ? ", lecture=never" : ""
        return """
            # The commands that Reeve's script runs as root, word for word; none of them changes anything.
            # SHA-256 of the script: \(digest)
            # Install as /etc/sudoers.d/reeve (the name has no dot), owner root, mode 0440, and check with `visudo -c`.
            Defaults:\(user) env_reset, !requiretty, secure_path="/usr/sbin:/usr/bin:/sbin:/bin"\(lecture)
            Cmnd_Alias REEVE = \\
                \(commands.joined(separator: ", \\\n    "))
            Defaults!REEVE !requiretty
            \(user) ALL=(root) \(asksForPassword ? "PASSWD" : "NOPASSWD"): REEVE

            """
    }

    /// Rules for doas.conf. doas takes no password without a terminal and has no patterns, so that commands with a word
    /// of the host's own (a guest's UUID) cannot be named.
    package static func doas(for platforms: [Platform], user: String, digest: String) -> String {
        precondition(isAccountName(user), "an account's name is plain")
        let all = RootCommands.of(platforms)
        let rules = all.filter { !$0.contains("*") }.map { command in
            let words = command.split(separator: " ", maxSplits: 1)
            return "permit nopass \(user) as root cmd \(words[0]) args \(words.dropFirst().joined())"
        }
        let unnamed = all.filter { $0.contains("*") }
        return """
            # The commands that Reeve's script runs as root, word for word; none of them changes anything.
            # SHA-256 of the script: \(digest)
            # Append to /etc/doas.conf and check with `doas -C /etc/doas.conf`. doas looks for a name without a folder
            # in the system's own folders only.
            \(rules.joined(separator: "\n"))
            # Not named, because a word of them is a guest's UUID and doas has no patterns:
            \(unnamed.map { "#   " + $0 }.joined(separator: "\n"))

            """
    }

    private static func sudoersCommands(_ command: String) -> [String] {
        let words = command.split(separator: " ").map(String.init)
        guard let program = words.first else { return [] }
        let arguments = words.dropFirst().map { $0 == "*" ? uuidPattern : escaped($0) }
        let paths = folders[program] ?? ["/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"].map { $0 + program }
        return paths.map { ([$0] + arguments).joined(separator: " ") }
    }

    /// The only words that a host supplies are the UUIDs of libvirt's guests. Each sign has a class of its own: `*`
    /// would match blanks, and with them further options.
    private static let uuidPattern = [8, 4, 4, 4, 12]
        .map { String(repeating: hexadecimal, count: $0) }
        .joined(separator: "-")

    /// As sudoers wants it: `,`, `:`, `=` and `\` have a meaning of their own there.
    private static func escaped(_ word: String) -> String {
        word.map { ",:=\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || "_-.".utf8.contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
