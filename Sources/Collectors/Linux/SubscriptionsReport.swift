import EstateModel

/// The state of Ubuntu Pro, as a fact of kind `ubuntu-pro`.
struct UbuntuProReport {
    private var client: Bool?
    private var attached: Bool?
    private var expires: CalendarDay?
    private var services: [String] = []
    private var credential: String?

    init(_ bytes: [UInt8]) {
        forEachLine(of: bytes) { line in
            let words = line.split(separator: 0x20).map(\.text)
            switch words.first {
            case "client" where words.count == 1: client = true
            case "no" where words == ["no", "client"]: client = false
            case "attached" where words.count == 2:
                attached = words[1] == "true" ? true : words[1] == "false" ? false : attached
            // The free subscription ends in the year 9999: it has no end.
            case "expires" where words.count == 2:
                expires = CalendarDay(words[1].prefix(10)).flatMap { $0.year < 9999 ? $0 : nil }
            case "service" where words.count == 3:
                if words[2] == "enabled", services.count < 100 { services.append(String(words[1].prefix(60))) }
            case "credential" where words.count == 2: credential = String(words[1].prefix(200))
            default: break
            }
        }
    }

    /// Nil when it cannot be told. A client without status.json and without credentials was never attached, and
    /// neither was an Ubuntu without the client.
    func fact(isUbuntu: Bool) -> Fact? {
        var fields: [String: String] = [:]
        if let attached {
            fields["attached"] = attached ? "true" : "false"
            fields["path"] = "/var/lib/ubuntu-advantage/status.json"
        } else if let credential {
            fields["attached"] = "true"
            fields["path"] = credential
        } else if client == true || client == false && isUbuntu {
            fields["attached"] = "false"
        } else {
            return nil
        }
        if fields["attached"] == "true" {
            fields["services"] = services.isEmpty ? nil : services.sorted().joined(separator: " ")
            fields["expires"] = expires?.description
        }
        return Fact(kind: "ubuntu-pro", fields: fields)
    }
}

/// Red Hat's subscription, as a fact of kind `subscription`.
struct RedHatSubscription {
    private var wasAnswered = false
    private var isRegistered = false
    private var certificates: Int?
    private var products: Set<String> = []
    private var locks: [String] = []

    init(_ bytes: [UInt8]) {
        forEachLine(of: bytes) { line in
            let words = line.split(separator: 0x20).map(\.text)
            switch words.first {
            case "identity" where words.count == 2: isRegistered = true
            case "entitlements" where words.count == 2:
                wasAnswered = true
                certificates = Int(words[1])
            case "product" where words.count == 2: add(product: words[1])
            case "release" where words.count > 2:
                if let lock = words.dropFirst(2).lazy.compactMap(Self.minorRelease).first { locks.append(lock) }
            default: break
            }
        }
    }

    /// Nil on a host that is none of Red Hat's.
    ///
    /// - Parameter repositories: facts of kind `repository`; a lock shows in the addresses that were made from it.
    func fact(repositories: [Fact]) -> Fact? {
        guard wasAnswered else { return nil }
        var fields = ["registered": isRegistered ? "true" : "false"]
        fields["entitlementCertificates"] = certificates.map(String.init)
        fields["products"] = products.isEmpty ? nil : products.sorted().joined(separator: " ")
        fields["release"] = locks.first ?? Self.lock(in: repositories)
        return Fact(kind: "subscription", fields: fields)
    }

    private mutating func add(product path: String) {
        guard let name = path.split(separator: "/").last, name.hasSuffix(".pem"), products.count < 100 else { return }
        products.insert(String(name.dropLast(4).prefix(20)))
    }

    /// The minor release in the addresses of Red Hat's own repositories, when they agree on one:
    /// `https://cdn.redhat.com/content/eus/rhel8/8.6/x86_64/baseos/os`. Without a lock `$releasever` stands there.
    private static func lock(in repositories: [Fact]) -> String? {
        let addresses = repositories.filter {
            $0.fields["enabled"] == "true" && $0.fields["id"]?.hasPrefix("rhel-") == true
        }.compactMap { $0.fields["url"] }.filter { $0.contains("/content/") }
        let releases = addresses.map { address in
            address.split(separator: "/").lazy.compactMap { isRelease($0) ? String($0) : nil }.first
        }
        guard let first = releases.first, let first, releases.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// `8.6` in `8.6` and in `{"releaseVer": "8.6"}`; nil for a major release, which locks nothing.
    private static func minorRelease(_ word: String) -> String? {
        let text = word.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        return isRelease(text) ? String(text) : nil
    }

    private static func isRelease(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}

/// SUSE's installed products, as facts of kind `suse-product`.
struct SuseProducts {
    private(set) var facts: [Fact] = []

    init(_ bytes: [UInt8]) {
        forEachLine(of: bytes) { line in
            let words = line.split(separator: 0x20).map(\.text)
            guard words.count == 5, words[0] == "product", facts.count < 200 else { return }
            let parts = words[1...3].filter { $0 != "-" }.map { String($0.prefix(100)) }
            facts.append(
                Fact(
                    kind: "suse-product",
                    fields: ["identifier": parts.joined(separator: "/"), "path": String(words[4].prefix(200))]
                )
            )
        }
    }
}
