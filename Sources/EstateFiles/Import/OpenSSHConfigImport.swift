import EstateModel
import StrictYAML

/// Reads the hosts of an OpenSSH client configuration (`~/.ssh/config`), as ssh_config(5) of OpenSSH 9 defines it.
///
/// Every name in a `Host` line without wildcards becomes a target. Its settings are what `ssh NAME` would use: the
/// first value in the file that applies, wildcard blocks included.
package enum OpenSSHConfigImport {
    /// Targets and notices; a file that is something else gives no targets and many notices.
    package static func read(_ text: String, file: String = "config") -> ImportedTargets {
        var reading = OpenSSHConfigReading(file: file)
        guard text.utf8.count <= ImportedTargets.largestFile else {
            reading.notices.note(line: 1, "the file is larger than \(ImportedTargets.largestFile >> 20) MiB; left out")
            return reading.result()
        }
        var number = 0
        // On scalars: "\r\n" is one Character and would hide the line break.
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            switch OpenSSHConfigLine.parse(String(line), number: number) {
            case .empty: break
            case .unreadable(let why): reading.notices.note(line: number, "left out: \(why)")
            case .directive(let directive): reading.take(directive)
            }
        }
        return reading.result()
    }
}

private struct OpenSSHConfigReading {
    private struct Block {
        /// Nil for the lines before the first `Host`, which hold for every host.
        var patterns: [String]?
        var literals: Set<String> = []
        var hasWildcards = false
        /// First value of each keyword.
        var values: [String: OpenSSHConfigLine] = [:]

        func applies(to name: String) -> Bool {
            guard let patterns else { return true }
            return hasWildcards ? OpenSSHPattern.matches(name, list: patterns) : literals.contains(name)
        }
    }

    private static let mostBlocks = 5_000
    /// Patterns of blocks with wildcards; every name is held against each of them.
    private static let mostPatterns = 2_000
    /// Jump hosts that are looked up, each held against every block.
    private static let mostLookUps = 5_000
    private static let known: Set<String> = ["hostname", "port", "user", "identityfile", "proxyjump", "proxycommand"]

    var notices: ImportNotices
    private var blocks = [Block(patterns: nil)]
    private var names: [(name: String, line: Int)] = []
    private var seen: Set<String> = []
    private var patternCount = 0
    private var jumpHosts = ImportedJumpHosts()
    private var lookUps = 0
    /// What came of each `ProxyJump` and `ProxyCommand` line.
    private var ways: [Int: Result<String?, ImportedJumpHosts.Fault>] = [:]
    /// Inside `Match`, whose conditions cannot be decided here.
    private var isSkipping = false

    init(file: String) {
        notices = ImportNotices(file: file)
    }

    mutating func take(_ line: OpenSSHConfigLine) {
        switch line.keyword {
        case "host":
            startBlock(line)
        case "match":
            isSkipping = true
            notices.note(line: line.number, "'Match' is left out with all its lines")
        case "include":
            notices.note(line: line.number, "'Include' is left out; import that file by itself")
        default:
            guard !isSkipping, Self.known.contains(line.keyword), let last = blocks.indices.last else { return }
            if blocks[last].values[line.keyword] == nil {
                blocks[last].values[line.keyword] = line
            } else if line.keyword == "identityfile" {
                notices.note(line: line.number, "a further 'IdentityFile' is left out; Reeve offers exactly one key")
            }
        }
    }

    private mutating func startBlock(_ line: OpenSSHConfigLine) {
        isSkipping = blocks.count >= Self.mostBlocks
        guard !isSkipping else {
            notices.note(line: line.number, "more than \(Self.mostBlocks) 'Host' blocks; left out")
            return
        }
        let literals = line.arguments.filter(OpenSSHPattern.isLiteral)
        if literals.count < line.arguments.count { patternCount += line.arguments.count }
        guard patternCount <= Self.mostPatterns else {
            isSkipping = true
            notices.note(line: line.number, "more than \(Self.mostPatterns) patterns of hosts; left out")
            return
        }
        blocks.append(
            Block(
                patterns: line.arguments,
                literals: Set(literals),
                hasWildcards: literals.count < line.arguments.count
            )
        )
        for name in literals where seen.insert(name).inserted { names.append((name, line.number)) }
    }

    consuming func result() -> ImportedTargets {
        var result = ImportedTargets()
        for (name, line) in names {
            guard result.targets.count < ImportedTargets.mostTargets else {
                notices.note(line: line, "more than \(ImportedTargets.mostTargets) hosts; the rest is left out")
                break
            }
            if let target = target(name, line: line) { result.targets.append(target) }
        }
        result.jumpHosts = jumpHosts.hosts
        result.notices = notices.finished()
        return result
    }

    private mutating func target(_ name: String, line: Int) -> ImportedTargets.Target? {
        let shown = visible(name, limit: 60)
        guard NameSyntax.isIdentifier(name) else {
            notices.note(line: line, "host '\(shown)' is left out: its name \(identifierRule)")
            return nil
        }
        let values = settings(of: name)
        let address = values["hostname"].map { expanded($0.arguments[0], name: name) } ?? name
        if let fault = NameSyntax.faultOfAddress(address) {
            let place = values["hostname"]?.number ?? line
            notices.note(line: place, "host '\(shown)' is left out: '\(visible(address, limit: 60))' \(fault)")
            return nil
        }
        var target = ImportedTargets.Target(name: name, address: address)
        target.port = values["port"].flatMap { port($0, shown) }
        target.user = values["user"].flatMap { user($0, shown) }
        target.keyFile = values["identityfile"].flatMap { keyFile($0, shown) }
        if let proxy = Self.proxy(values) { target.via = via(proxy, of: shown) }
        return target
    }

    /// The directive that leads to a host: the first of the two, unless it says `none`.
    private static func proxy(_ values: [String: OpenSSHConfigLine]) -> OpenSSHConfigLine? {
        let lines = [values["proxyjump"], values["proxycommand"]].compactMap(\.self)
        let first = lines.min { $0.number < $1.number }
        return first?.arguments[0].lowercased() == "none" ? nil : first
    }

    /// The last jump host on the way to a host; nil, with a notice, when the way cannot be taken over.
    private mutating func via(_ proxy: OpenSSHConfigLine, of host: String) -> String? {
        do throws(ImportedJumpHosts.Fault) {
            return try lastHop(proxy, behind: [])
        } catch {
            // A command may hold anything, a jump host is a name worth showing.
            let isJump = proxy.keyword == "proxyjump"
            let via = isJump ? "ProxyJump '\(visible(proxy.arguments[0], limit: 100))'" : "ProxyCommand"
            let why = isJump ? ": \(error.rawValue)" : ""
            notices.note(line: proxy.number, "host '\(host)' is reached through \(via), which is left out\(why)")
            return nil
        }
    }

    private mutating func lastHop(
        _ proxy: OpenSSHConfigLine,
        behind: Set<Int>
    ) throws(ImportedJumpHosts.Fault) -> String? {
        if let known = ways[proxy.number] { return try known.get() }
        do throws(ImportedJumpHosts.Fault) {
            guard !behind.contains(proxy.number) else { throw .circle }
            guard behind.count < JumpHostReader.longestRoute else { throw .tooLong }
            let last = try lastHop(of: Self.hops(proxy), behind: behind.union([proxy.number]))
            ways[proxy.number] = .success(last)
            return last
        } catch {
            ways[proxy.number] = .failure(error)
            throw error
        }
    }

    private static func hops(_ proxy: OpenSSHConfigLine) throws(ImportedJumpHosts.Fault) -> [ProxyJump] {
        if proxy.keyword == "proxyjump", proxy.arguments.count == 1, let hops = ProxyJump.hops(proxy.arguments[0]) {
            return hops
        }
        let words = proxy.arguments.count == 1 ? ShellWords.split(proxy.arguments[0]) ?? [] : proxy.arguments
        guard proxy.keyword == "proxycommand", let hop = ProxyJump(command: words) else { throw .unreadable }
        return [hop]
    }

    /// As `ssh` goes: the first jump host by the way that its own block says, each further one through the one before.
    private mutating func lastHop(
        of hops: [ProxyJump],
        behind: Set<Int>
    ) throws(ImportedJumpHosts.Fault) -> String? {
        var via: String?
        for (index, hop) in hops.enumerated() {
            lookUps += 1
            guard lookUps <= Self.mostLookUps else { throw .tooMany }
            let values = settings(of: hop.host)
            if index == 0, let proxy = Self.proxy(values) { via = try lastHop(proxy, behind: behind) }
            let address = values["hostname"].map { expanded($0.arguments[0], name: hop.host) } ?? hop.host
            let shown = visible(hop.host, limit: 60)
            var host = ImportedTargets.JumpHost(name: hop.host, address: address)
            host.port = hop.port ?? values["port"].flatMap { port($0, shown) }
            host.user = hop.user ?? values["user"].flatMap { user($0, shown) }
            host.keyFile = values["identityfile"].flatMap { keyFile($0, shown) }
            host.via = via
            via = try jumpHosts.add(host)
        }
        return via
    }

    private func settings(of name: String) -> [String: OpenSSHConfigLine] {
        var values: [String: OpenSSHConfigLine] = [:]
        for block in blocks where block.applies(to: name) { values.merge(block.values) { first, _ in first } }
        return values
    }

    /// `%h` is the name as given, `%%` a percent sign; other tokens stay and make the address invalid.
    private func expanded(_ text: String, name: String) -> String {
        text.components(separatedBy: "%%")
            .map { $0.replacing("%h", with: name) }
            .joined(separator: "%")
    }

    private mutating func port(_ line: OpenSSHConfigLine, _ host: String) -> UInt16? {
        if let port = UInt16(line.arguments[0]), port > 0 { return port }
        let value = visible(line.arguments[0], limit: 40)
        notices.note(line: line.number, "port '\(value)' of host '\(host)' is left out: it is no port")
        return nil
    }

    private mutating func user(_ line: OpenSSHConfigLine, _ host: String) -> String? {
        if NameSyntax.isUser(line.arguments[0]) { return line.arguments[0] }
        let value = visible(line.arguments[0], limit: 60)
        notices.note(line: line.number, "user '\(value)' of host '\(host)' is left out: not a name Reeve can use")
        return nil
    }

    private mutating func keyFile(_ line: OpenSSHConfigLine, _ host: String) -> String? {
        let path = line.arguments[0]
        if path.lowercased() == "none" { return nil }
        if ImportedValue.isPath(path) { return path }
        notices.note(line: line.number, "the IdentityFile of host '\(host)' is left out: not a plain path")
        return nil
    }
}

/// Checks that several importers share.
enum ImportedValue {
    /// A path that can stand in an estate: no tokens, variables or templates left to fill in.
    static func isPath(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 500 && visible(text, limit: 500) == text
            && !text.contains("%") && !text.contains("$") && !text.contains("{{")
            && !PrivateKeyScan.isPrivateKey(text)
    }
}
