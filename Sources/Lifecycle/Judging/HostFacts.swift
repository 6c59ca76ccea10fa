package import EstateModel

/// The facts of a collection in the form that rules match on, with the host they are judged on.
package struct HostFacts: Sendable {
    package let context: HostContext
    /// The operating system first, then the device.
    package let facts: [Fact]
    /// The numbers of all others and of all software in the judge's catalogue.
    package let others: [Int32]

    /// - Parameters:
    ///   - others: the numbers of what was found beside the collection, software above all.
    ///   - names: those of the asset; with tags, groups, site and organisations they decide whom a record covers.
    ///   - organisations: those that have a share in it.
    package init(
        _ collection: HostCollection,
        others: [Int32] = [],
        names: [String] = [],
        tags: [String] = [],
        groups: [String] = [],
        site: String? = nil,
        organisations: [String] = []
    ) {
        let systems = Self.systemFacts(collection)
        var context = HostContext()
        context.systemFacts = systems
        context.names = names
        context.tags = tags
        context.groups = groups
        context.site = site
        context.organisations = organisations
        if let system = collection.operatingSystem, system.family == .windows {
            context.build = system.fullVersion ?? system.version
            context.edition = system.edition
            context.updateRevision = system.releaseFields["ubr"].flatMap { Int($0) }
            context.installationType = system.releaseFields["installationType"]
        }
        Self.readOtherFacts(collection.otherFacts, into: &context)
        self.context = context
        facts = systems + Self.device(collection)
        self.others = others
    }

    /// Whether rules match on a fact, so that it belongs to ``others``.
    package static func isJudged(_ fact: Fact) -> Bool { FactKind.named(fact.kind) != nil }

    /// Whether a fact says something of its host that judging others asks for, so that it belongs to the collection.
    package static func isAboutHost(_ fact: Fact) -> Bool { systemKinds.contains(fact.kind) || !isJudged(fact) }

    private static let systemKinds: Set = ["windows-os", "registry-os", "os-release", "vsphere-api", "xapi"]

    private static func systemFacts(_ collection: HostCollection) -> [Fact] {
        let given = collection.otherFacts.filter { systemKinds.contains($0.kind) }
        guard let system = collection.operatingSystem, system.family == .linux,
            !given.contains(where: { $0.kind == "os-release" })
        else { return given }
        var fields = system.releaseFields
        fields["ID"] = fields["ID"] ?? system.id
        fields["VERSION_ID"] = fields["VERSION_ID"] ?? system.version
        return [Fact(kind: "os-release", fields: fields)] + given
    }

    /// A guest has no hardware of its own that could be too old.
    private static func device(_ collection: HostCollection) -> [Fact] {
        guard let hardware = collection.hardware, hardware.placement != .virtual, hardware.placement != .container,
            hardware.manufacturer != nil || hardware.model != nil
        else { return [] }
        var fields: [String: String] = [:]
        fields["manufacturer"] = hardware.manufacturer
        fields["model"] = hardware.model
        fields["serial"] = hardware.serial
        fields["biosDate"] = hardware.biosDate?.description
        fields["biosVersion"] = hardware.biosVersion
        fields["cpu"] = hardware.processor
        return [Fact(kind: "hardware", fields: fields)]
    }

    /// Kinds of section 7.1 of docs/rule-format.md: they describe the host, and no rule names them.
    private static func readOtherFacts(_ facts: [Fact], into context: inout HostContext) {
        for fact in facts {
            switch fact.kind {
            case "subscription": context.subscriptionRelease = fact.fields["release"] ?? context.subscriptionRelease
            case "repository": add(repository: fact, to: &context)
            case "suse-product": context.suseProducts = (context.suseProducts ?? []) + [fact.fields["identifier"] ?? ""]
            case "ubuntu-pro":
                let services = (fact.fields["services"] ?? "").split(separator: " ").map(String.init)
                context.pro = HostContext.Pro(
                    attached: fact.fields["attached"] == "true",
                    services: services,
                    expires: fact.fields["expires"].flatMap { CalendarDay($0) }
                )
            case "licence":
                let licence = HostContext.Licence(
                    id: fact.fields["id"] ?? "",
                    status: fact.fields["licenseStatus"].flatMap { Int($0) } ?? 0
                )
                context.licences = (context.licences ?? []) + [licence]
            default: continue
            }
        }
    }

    /// One that is switched off still shows that somebody looked; a file that was not readable, that some are missing.
    private static func add(repository fact: Fact, to context: inout HostContext) {
        switch fact.fields["enabled"] {
        case "unread": context.someRepositoriesAreUnread = true
        case "false": context.repositories = context.repositories ?? []
        default: context.repositories = (context.repositories ?? []) + [fact.fields["id"] ?? ""]
        }
    }
}
