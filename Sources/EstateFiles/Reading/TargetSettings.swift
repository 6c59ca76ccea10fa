import EstateModel
import StrictYAML

/// What `defaults`, a group or a target may set. Nil is "not said here"; whoever is further up decides.
struct TargetSettings {
    var user: String?
    var port: UInt16?
    var credential: String?
    var site: String?
    /// Tags add up along the way from the defaults to the target.
    var tags: Set<String> = []
    var organisations: [String: Int]?
    var service: String?
    var owner: String?
    var ratings = ImpactRatings()
    var platform: String?
    var escalation: Escalation?
    var escalationCredential: String?
    var via: Via?
    var window: WindowChoice?
    var legacyAlgorithms: Bool?
    var limits = LimitSettings()
    /// Keys that were there and could not be used; reported already, so that they are not missing as well.
    var faulty: Set<String> = []

    struct LimitSettings {
        var connect: Duration?
        var probe: Duration?
        var host: Duration?
        var hostBytes: Int?
    }

    /// These settings where they say something, the defaults where they do not.
    func over(_ defaults: TargetSettings) -> TargetSettings {
        var merged = TargetSettings()
        merged.user = user ?? defaults.user
        merged.port = port ?? defaults.port
        merged.credential = credential ?? defaults.credential
        merged.site = site ?? defaults.site
        merged.tags = tags.isEmpty ? defaults.tags : tags.union(defaults.tags)
        merged.organisations = organisations ?? defaults.organisations
        merged.service = service ?? defaults.service
        merged.owner = owner ?? defaults.owner
        merged.ratings = ratings.over(defaults.ratings)
        merged.platform = platform ?? defaults.platform
        merged.escalation = escalation ?? defaults.escalation
        // `escalate: none` and `doas`, which takes no password, undo an inherited one as well.
        let takesPassword = escalation == nil || escalation == .sudo
        merged.escalationCredential = escalationCredential ?? (takesPassword ? defaults.escalationCredential : nil)
        merged.via = via ?? defaults.via
        merged.window = window ?? defaults.window
        merged.legacyAlgorithms = legacyAlgorithms ?? defaults.legacyAlgorithms
        merged.faulty = faulty.union(defaults.faulty)
        merged.limits.connect = limits.connect ?? defaults.limits.connect
        merged.limits.probe = limits.probe ?? defaults.limits.probe
        merged.limits.host = limits.host ?? defaults.limits.host
        merged.limits.hostBytes = limits.hostBytes ?? defaults.limits.hostBytes
        return merged
    }
}

extension TargetSettings {
    /// Reads the keys that defaults, groups and targets share; the caller calls `finish()`.
    init(_ reader: MappingReader, names: EstateNames) {
        user = Self.user(reader)
        port = reader.integer("port", in: 1...65_535).flatMap { UInt16(exactly: $0) }
        credential = reader.reference("credential", to: "credential", among: names.credentials)
        site = reader.reference("site", to: "site", among: names.sites)
        tags = reader.tags()
        organisations = OrganisationReader.shares(in: reader, among: names.organisations)
        service = reader.reference("service", to: "service", among: names.services)
        owner = reader.line("owner")
        ratings = reader.ratings()
        platform = Self.platform(reader)
        escalation = reader.word("escalate", as: Escalation.self)
        escalationCredential = Self.escalationCredential(reader, names: names)
        via = reader.via(among: names.jumpHosts)
        window = reader.window(among: names.windows)
        legacyAlgorithms = reader.boolean("legacy")
        limits = Self.limits(reader)
        noteFaulty(reader)
        if reader.node("organisations") != nil, organisations == nil { faulty.insert("organisations") }
        // The organisations may be those of the service.
        if reader.node("service") != nil, service == nil { faulty.insert("organisations") }
        if reader.node("escalate") != nil, escalation == nil { faulty.insert("escalate") }
        Self.refuseSecrets(reader)
        if escalationCredential != nil, let escalation, escalation != .sudo {
            reader.error(
                "escalate-password",
                "'escalate-password' goes with escalate: sudo; \(Self.advice(escalation))"
            )
            escalationCredential = nil
        }
    }

    /// Reads the few keys that a jump host shares with them; the caller calls `finish()`.
    init(jumpHost reader: MappingReader, names: EstateNames) {
        user = Self.user(reader)
        port = reader.integer("port", in: 1...65_535).flatMap { UInt16(exactly: $0) }
        credential = reader.reference("credential", to: "credential", among: names.credentials)
        legacyAlgorithms = reader.boolean("legacy")
        via = reader.via(among: names.jumpHosts)
        noteFaulty(reader)
        Self.refuseSecrets(reader)
    }

    private mutating func noteFaulty(_ reader: MappingReader) {
        if reader.node("user") != nil, user == nil { faulty.insert("user") }
        if reader.node("credential") != nil, credential == nil { faulty.insert("credential") }
    }

    private static func refuseSecrets(_ reader: MappingReader) {
        for key in ["password", "passphrase", "key-file", "identity"] {
            reader.refuse(key, "'\(key)' belongs under 'credentials'; name the credential here with 'credential: NAME'")
        }
    }

    private static func user(_ reader: MappingReader) -> String? {
        guard let text = reader.string("user") else { return nil }
        if NameSyntax.isUser(text) { return text }
        reader.error(
            "user",
            "user '\(visible(text, limit: 60))' may hold only letters, digits and . _ - @ \\ + $, "
                + "beginning with a letter, digit or '_'"
        )
        return nil
    }

    /// The name of a password credential. No message repeats the value: somebody may have written the password itself.
    private static func escalationCredential(_ reader: MappingReader, names: EstateNames) -> String? {
        let key = "escalate-password"
        guard let node = reader.node(key) else { return nil }
        guard case .scalar(let name) = node.content, names.credentials.contains(name) else {
            let known = names.passwordCredentials.ordered
            let advice = known.isEmpty ? "define one with 'password' there" : hint("", known)
            reader.error(
                key,
                "'\(key)' must name a credential of 'credentials', never be the password itself; \(advice). "
                    + "The value is not shown here"
            )
            return nil
        }
        if names.passwordCredentials.contains(name) { return name }
        reader.error(key, "'\(key)' needs a credential with 'password', which '\(name)' is not")
        return nil
    }

    private static func advice(_ escalation: Escalation) -> String {
        escalation == .doas
            ? "doas takes no password without a terminal: remove it and allow the commands of `reeve probes --doas`"
            : "with escalate: \(escalation.rawValue) nothing asks for it: remove it"
    }

    private static func platform(_ reader: MappingReader) -> String? {
        guard let text = reader.string("platform") else { return nil }
        if NameSyntax.isIdentifier(text) { return text }
        reader.error("platform", "platform '\(visible(text, limit: 60))' \(identifierRule)")
        return nil
    }

    private static func limits(_ reader: MappingReader) -> LimitSettings {
        var limits = LimitSettings()
        guard let reader = reader.mapping("limits", subject: "limits") else { return limits }
        limits.connect = reader.duration("connect", in: 1...300)
        limits.probe = reader.duration("probe", in: 1...1800)
        limits.host = reader.duration("host", in: 1...7200)
        limits.hostBytes = reader.bytes("host-bytes", in: (64 << 10)...(512 << 20))
        reader.finish()
        return limits
    }
}

extension ImpactRatings {
    /// These ratings where they are known, the others where they are not.
    func over(_ defaults: ImpactRatings) -> ImpactRatings {
        ImpactRatings(
            data: data ?? defaults.data,
            availability: availability ?? defaults.availability,
            privilege: privilege ?? defaults.privilege,
            internetFacing: internetFacing ?? defaults.internetFacing
        )
    }
}
