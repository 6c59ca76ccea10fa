import EstateModel

/// One jump host as OpenSSH names it: `[user@]host[:port]` or `ssh://[user@]host[:port]`.
struct ProxyJump: Hashable {
    var user: String?
    /// A host name, an IP address, or the alias of a `Host` block.
    var host: String
    var port: UInt16?

    /// The jump hosts of `ProxyJump a,admin@b:2222`, the nearest to us first; empty for `none`, nil when one is
    /// unreadable.
    static func hops(_ text: String) -> [ProxyJump]? {
        if text.lowercased() == "none" { return [] }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= JumpHostReader.longestRoute else { return nil }
        let hops = parts.compactMap { ProxyJump(trimmed($0)) }
        return hops.count == parts.count ? hops : nil
    }

    init?(_ text: String) {
        var rest = text.hasPrefix("ssh://") ? text.dropFirst(6) : text[...]
        if let at = rest.lastIndex(of: "@") {
            let name = String(rest[..<at])
            guard NameSyntax.isUser(name) else { return nil }
            user = name
            rest = rest[rest.index(after: at)...]
        }
        var digits: Substring?
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            let tail = rest[rest.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
            digits = tail.isEmpty ? nil : tail.dropFirst()
            rest = rest[rest.index(after: rest.startIndex)..<end]
        } else if let colon = rest.firstIndex(of: ":"), rest.lastIndex(of: ":") == colon {
            digits = rest[rest.index(after: colon)...]
            rest = rest[..<colon]
        }
        if let digits {
            guard let number = UInt16(digits), number > 0 else { return nil }
            port = number
        }
        host = String(rest)
        guard NameSyntax.faultOfAddress(host) == nil || NameSyntax.isIdentifier(host) else { return nil }
    }

    /// The jump host of the older form `ProxyCommand ssh -W %h:%p [-q] [-p port] [-l user] [user@]host`; nil for any
    /// other.
    init?(command words: [String]) {
        guard let program = words.first, ["ssh", "/usr/bin/ssh"].contains(program) else { return nil }
        var rest = words.dropFirst()
        var hop: ProxyJump?
        var user: String?
        var port: UInt16?
        var forwards = false
        while let word = rest.popFirst() {
            switch word {
            case "-q": break
            case "-W": forwards = ["%h:%p", "[%h]:%p"].contains(rest.popFirst())
            case "-p": port = rest.popFirst().flatMap { UInt16($0) }
            case "-l": user = rest.popFirst().flatMap { NameSyntax.isUser($0) ? $0 : nil }
            default:
                guard hop == nil, let found = ProxyJump(word) else { return nil }
                hop = found
            }
        }
        guard forwards, let hop else { return nil }
        self = hop
        self.user = hop.user ?? user
        self.port = hop.port ?? port
    }
}

/// What arguments of `ssh` say of the way to a host, as in Ansible's `ansible_ssh_common_args`.
enum ProxyArguments: Equatable {
    /// No word of it.
    case nothing
    case hops([ProxyJump])
    /// Some other way, or one that cannot be read.
    case unreadable

    /// `-J a,b`, `-o ProxyJump=a,b` and `-o ProxyCommand="ssh -W %h:%p a"`; the first counts, as for `ssh`.
    init(_ text: String) {
        guard let words = ShellWords.split(text), !text.contains("{{") else {
            self = .unreadable
            return
        }
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("-o") || word.hasPrefix("-J") else { continue }
            let value = word.utf8.count > 2 ? String(word.dropFirst(2)) : rest.popFirst() ?? ""
            if word.hasPrefix("-J") {
                self = Self.jump(value)
                return
            }
            let option = value.split(maxSplits: 1, whereSeparator: { $0 == "=" || $0 == " " }).map { trimmed($0) }
            switch option.first?.lowercased() {
            case "proxyjump":
                self = Self.jump(option.count == 2 ? option[1] : "")
                return
            case "proxycommand":
                let command = ShellWords.split(option.count == 2 ? option[1] : "") ?? []
                self = command == ["none"] ? .hops([]) : ProxyJump(command: command).map { .hops([$0]) } ?? .unreadable
                return
            default: break
            }
        }
        self = .nothing
    }

    private static func jump(_ text: String) -> ProxyArguments {
        ProxyJump.hops(text).map { .hops($0) } ?? .unreadable
    }
}
