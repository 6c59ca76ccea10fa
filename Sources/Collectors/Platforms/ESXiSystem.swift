import EstateModel

/// What an ESXi host runs: product, version, update, patch and build, and since when.
struct ESXiSystem: Collector {
    let probes = [
        Probe("esxi-uname", section: .system, command: "uname -s; uname -n; uname -r; uname -m"),
        Probe("esxi-vmware", section: .system, command: "vmware -vl"),
        Probe(
            "esxi-version",
            section: .system,
            timeoutSeconds: 60,
            optional: true,
            command: esxcli("system version get")
        ),
        Probe(
            "esxi-profile",
            section: .system,
            timeoutSeconds: 60,
            optional: true,
            command: esxcli("software profile get")
        ),
        Probe(
            "esxi-hostname",
            section: .system,
            timeoutSeconds: 60,
            optional: true,
            command: esxcli("system hostname get")
        ),
        Probe(
            "esxi-summary",
            section: .system,
            timeoutSeconds: 60,
            optional: true,
            command: "vim-cmd hostsvc/hostsummary"
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let names = lines(of: answers.bytes("esxi-uname")).map(\.trimmed.text)
        let banner = ESXiBanner(answers.bytes("esxi-vmware"))
        let version = ESXiOutput.rows(answers.bytes("esxi-version")).first { $0["version"] != nil }
        identify(names, answers, &builder)
        builder.collection.bootedAt = ESXiSummary(answers.bytes("esxi-summary")).bootedAt
        guard let number = version?["version"] ?? banner.version else {
            builder.problem(
                .unreadableOutput,
                .system,
                probe: "esxi-vmware",
                "neither `vmware -v` nor `esxcli system version get` told a version.",
                remedy: "Run both on the host by hand; `reeve probes` prints them."
            )
            builder.mark(.system, .absent)
            return
        }
        let build = (version?["build"]).flatMap(Self.buildNumber) ?? banner.build
        let product = version?["product"] ?? banner.product ?? "VMware ESXi"
        var system = OperatingSystem(family: .esxi, id: "esxi", name: banner.label ?? "\(product) \(number)")
        system.version = number
        system.fullVersion = build.map { "\(number) build-\($0)" } ?? number
        system.kernelRelease = names.count > 2 ? names[2] : nil
        system.architecture = names.count > 3 ? names[3] : nil
        var fields = ["ID": "esxi", "NAME": product, "VERSION_ID": number]
        fields["PRETTY_NAME"] = system.name
        fields["BUILD"] = build
        fields["UPDATE"] = version?["update"]
        fields["PATCH"] = version?["patch"]
        fields["IMAGE_PROFILE"] = imageProfile(answers.bytes("esxi-profile"))
        system.releaseFields = fields
        builder.collection.operatingSystem = system
        builder.collection.otherFacts.append(fact(product: product, number: number, build: build))
    }

    /// In the vSphere API's words (`AboutInfo`), which rules for ESXi are written in.
    private func fact(product: String, number: String, build: String?) -> Fact {
        var fields = ["fullName": "\(product) \(number)" + (build.map { " build-\($0)" } ?? ""), "version": number]
        fields["build"] = build
        return Fact(kind: "vsphere-api", fields: fields)
    }

    private func identify(_ uname: [String], _ answers: Answers, _ builder: inout CollectionBuilder) {
        let row = ESXiOutput.rows(answers.bytes("esxi-hostname")).first ?? [:]
        let nodeName = uname.count > 1 && !uname[1].isEmpty ? uname[1] : nil
        let full = (row["fullyqualifieddomainname"] ?? nodeName ?? "").lowercased()
        builder.collection.identity.fqdn = full.contains(".") && !full.hasPrefix("localhost.") ? full : nil
        let short = row["hostname"] ?? nodeName
        builder.collection.identity.hostname = short.flatMap { $0.split(separator: ".").first.map(String.init) }
    }

    private func imageProfile(_ bytes: [UInt8]) -> String? {
        let name = ESXiOutput.rows(bytes).lazy.compactMap { $0["name"] }.first
        return name.flatMap { $0.isEmpty || $0.hasPrefix("No pending") ? nil : $0 }
    }

    /// `Releasebuild-21930508` without its word.
    static func buildNumber(_ text: String) -> String? {
        let digits = text.split(separator: "-").last.map(String.init) ?? ""
        return !digits.isEmpty && digits.allSatisfy(\.isNumber) ? digits : nil
    }

    /// An `esxcli` question in CSV, or as text on releases that have no formatter. Old Python would trip over names
    /// that are not ASCII without the variable.
    static func esxcli(_ question: String) -> String {
        "export PYTHONIOENCODING=utf-8; esxcli --formatter=csv \(question) 2>/dev/null || esxcli \(question)"
    }
}

/// What `vmware -vl` prints: `VMware ESXi 7.0.3 build-19482537` and `VMware ESXi 7.0 Update 3`.
struct ESXiBanner {
    var product: String?
    var version: String?
    var build: String?
    /// The second line: the release as VMware names it.
    var label: String?

    init(_ bytes: [UInt8]) {
        for line in lines(of: bytes).prefix(20) {
            let words = line.trimmed.text.split(separator: " ").map(String.init)
            guard words.count >= 3, words[0] == "VMware" else { continue }
            if let last = words.last, last.hasPrefix("build-"), version == nil {
                version = words[words.count - 2]
                build = ESXiSystem.buildNumber(last)
                product = words.dropLast(2).joined(separator: " ")
            } else if version != nil, label == nil {
                label = words.joined(separator: " ")
            }
        }
    }
}

/// The lines of `vim-cmd hostsvc/hostsummary` (a dump of `vim.host.Summary`) that nothing else tells.
///
/// `      cpuModel = "Intel(R) Xeon(R) CPU E5-2650 v3 @ 2.30GHz",`
struct ESXiSummary {
    private var strings: [String: String] = [:]

    init(_ bytes: [UInt8]) {
        let wanted: Set = ["vendor", "model", "uuid", "cpuModel", "bootTime"]
        forEachLine(of: bytes) { line in
            guard let (key, value) = line.pair(separatedBy: "="), value.first == UInt8(ascii: "\"") else { return }
            let name = key.text
            guard wanted.contains(name), strings[name] == nil else { return }
            let text = value.dropFirst().prefix { $0 != UInt8(ascii: "\"") }.trimmed.text
            if !text.isEmpty { strings[name] = text }
        }
    }

    var vendor: String? { strings["vendor"] }
    var model: String? { strings["model"] }
    var processor: String? { strings["cpuModel"] }

    /// With hyphens, as the vSphere API prints it; nil when it is all zeros (some firmware).
    var uuid: String? {
        strings["uuid"].flatMap { text in
            let isUUID = text.utf8.count == 36 && text.allSatisfy { $0.isHexDigit || $0 == "-" }
            return isUUID && text.contains { $0 != "0" && $0 != "-" } ? text.lowercased() : nil
        }
    }

    /// `2024-01-10T08:11:12.123456Z`, cut to the second.
    var bootedAt: Instant? {
        strings["bootTime"].flatMap { Instant(String($0.prefix(19)) + "Z") }
    }
}
