package import EstateModel

/// How much it matters to know a piece of software, guessed from its name and from what runs on its hosts.
package struct Importance: Hashable, Sendable {
    package enum Rank: String, Sendable, Codable, CaseIterable, Comparable {
        /// Serves others: listens, runs as a service, or says so in its name.
        case server
        case program
        /// A library, font, language pack, driver, manual or update: it comes with something else.
        case part

        package static func < (left: Self, right: Self) -> Bool { left.order < right.order }

        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    package let rank: Rank
    /// Why, in words: `listens on 8080`.
    package let reasons: [String]

    private static let serverWords: Set<String> = [
        "server", "servers", "service", "services", "daemon", "database", "db", "gateway", "proxy", "broker",
        "directory",
        "controller", "cluster", "web", "http", "https", "ftp", "sftp", "smtp", "mail", "ldap", "queue", "scheduler",
        "replication", "portal", "middleware", "engine", "host", "repository", "backup",
    ]

    private static let partWords: Set<String> = [
        "driver", "drivers", "font", "fonts", "language", "languagepack", "locale", "redistributable", "runtime", "sdk",
        "documentation", "help", "manual", "samples", "templates", "theme", "themes", "wallpaper", "hotfix", "update",
        "patch", "dictionary", "proofing", "codec", "firmware",
    ]

    /// Words that say so only at the end of a package's name.
    private static let lastPackageWords: Set<String> = [
        "lang", "locales", "l10n", "i18n", "doc", "docs", "icons", "headers", "devel", "dev", "debuginfo",
        "debugsource",
        "dbg", "dbgsym", "common", "data", "libs", "lib", "plugin", "plugins", "keyring", "themes", "templates",
        "static",
    ]

    /// dpkg's sections of things that only come with others.
    private static let partSections: Set<String> = [
        "libs", "oldlibs", "libdevel", "doc", "fonts", "localization", "introspection", "debug", "kernel",
    ]
    private static let serverSections: Set<String> = ["database", "httpd", "mail", "news", "net", "web"]

    /// - Parameters:
    ///   - name: without version and architecture.
    ///   - listeners: of hosts that have it; nil where nobody could look counts as none.
    ///   - services: facts of kind `service` of those hosts.
    package init(name: String, facts: [Fact], listeners: [Listener], services: [Fact]) {
        let words = Self.words(name)
        var served = Self.ports(words: words, facts: facts, listeners: listeners)
        served += Self.runsAsService(words: words, name: name, services: services)
        let part = Self.partReason(words: words, name: name, facts: facts)
        if served.isEmpty, let part {
            rank = .part
            reasons = [part]
            return
        }
        if let word = words.first(where: Self.serverWords.contains) { served.append("'\(word)' in its name") }
        if let section = facts.lazy.compactMap({ $0.fields["section"].map(Self.lastPart) })
            .first(where: Self.serverSections.contains)
        {
            served.append("in the section \(section)")
        }
        rank = served.isEmpty ? .program : .server
        reasons = served
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    private static func lastPart(_ section: String) -> String {
        String(section.split(separator: "/").last ?? "")
    }

    /// A process is the software's when it is its command, or when the name's first word or all of it is the process.
    private static func ports(words: [String], facts: [Fact], listeners: [Listener]) -> [String] {
        let commands = Set(facts.compactMap { $0.fields["command"]?.lowercased() })
        let own = listeners.filter { listener in
            guard let process = listener.process?.lowercased(), process.count > 2 else { return false }
            let stem = process.hasSuffix(".exe") ? String(process.dropLast(4)) : process
            return commands.contains(stem) || words.first == stem || words.joined() == stem
                || words.joined(separator: "-") == stem
        }
        let open = Set(own.filter { !$0.isLoopback }.map(\.port)).sorted()
        let local = Set(own.filter(\.isLoopback).map(\.port)).subtracting(open).sorted()
        var reasons: [String] = []
        if !open.isEmpty { reasons.append("listens on \(Self.list(open))") }
        if !local.isEmpty { reasons.append("listens on \(Self.list(local)) for its own host") }
        return reasons
    }

    private static func list(_ ports: [Int]) -> String {
        let shown = ports.prefix(4).map(String.init).joined(separator: ", ")
        return ports.count > 4 ? shown + ", …" : shown
    }

    private static func runsAsService(words: [String], name: String, services: [Fact]) -> [String] {
        let isRun = services.contains { service in
            let names = [service.fields["name"], service.fields["displayName"]].compactMap { $0?.lowercased() }
            return names.contains(name.lowercased()) || names.contains { Self.words($0).starts(with: words) }
        }
        return isRun && !words.isEmpty ? ["runs as a service"] : []
    }

    private static func partReason(words: [String], name: String, facts: [Fact]) -> String? {
        if let section = facts.lazy.compactMap({ $0.fields["section"].map(lastPart) }).first(
            where: partSections.contains
        ) {
            return "in the section \(section)"
        }
        let isPackage = facts.contains { ["dpkg", "rpm", "apk", "pacman", "pkg"].contains($0.kind) }
        if isPackage, name.hasPrefix("lib"), name.count > 4 { return "a library" }
        if isPackage, let last = words.last, words.count > 1, lastPackageWords.contains(last) {
            return "'\(last)' in its name"
        }
        return words.first(where: partWords.contains).map { "'\($0)' in its name" }
    }
}
