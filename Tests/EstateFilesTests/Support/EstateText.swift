import EstateModel

@testable import EstateFiles

/// Writes an estate as the files that load as it.
enum EstateText {
    static func files(_ estate: Estate) -> [String: String] {
        ["estate.yaml": main(estate), "services.yaml": services(estate)]
    }

    private static func main(_ estate: Estate) -> String {
        var lines = ["name: \(quoted(estate.name))", "organisations:"]
        for organisation in estate.organisations {
            let submission = organisation.psnSubmission.map { ", psn-submission: \($0)" } ?? ""
            lines.append(
                "  \(quoted(organisation.id)): {name: \(quoted(organisation.name)), "
                    + "siro: \(quoted(organisation.siroPost))\(submission)}"
            )
        }
        lines.append("sites:")
        for site in estate.sites {
            let limit = site.hostsAtOnce.map { ", hosts-at-once: \($0)" } ?? ""
            lines.append("  \(quoted(site.id)): {name: \(quoted(site.name))\(limit)}")
        }
        lines.append("credentials:")
        lines += estate.credentials.map { "  \(quoted($0.id)): {\(method($0.method))}" }
        lines += RandomScanSettings.lines(estate)
        lines.append("groups:")
        for group in estate.groups {
            let pairs = [group.extends.map { "extends: \(quoted($0))" }, group.about.map { "about: \(quoted($0))" }]
            lines.append("  \(quoted(group.id)): {\(pairs.compactMap { $0 }.joined(separator: ", "))}")
        }
        lines.append("targets:")
        lines += estate.targets.map { "  \(quoted($0.name)): {\(pairs($0).joined(separator: ", "))}" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func services(_ estate: Estate) -> String {
        var lines = ["services:"]
        for service in estate.services {
            let pairs = [
                "name: \(quoted(service.name))", "owner: \(quoted(service.ownerPost))",
                "organisations: \(shares(service.organisations))", "ratings: \(ratings(service.ratings))",
                "tags: \(list(service.tags.sorted()))", "depends-on: \(list(service.dependsOn))",
                "blocks-upgrade-of: \(list(service.blockedServices + service.blockedTargets))",
            ]
            lines.append("  \(quoted(service.id)): {\(pairs.joined(separator: ", "))}")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func pairs(_ target: Target) -> [String] {
        let limits = target.limits
        let times = [("connect", limits.connect), ("probe", limits.probe), ("host", limits.host)]
            .map { "\($0): \($1.components.seconds)s" }.joined(separator: ", ")
        return [
            "address: \(quoted(target.address))", "port: \(target.port)", "user: \(quoted(target.user))",
            "credential: \(quoted(target.credential))", "organisations: \(shares(target.organisations))",
            "ratings: \(ratings(target.ratings))", "tags: \(list(target.tags.sorted()))",
            "escalate: \(target.escalation.rawValue)", "legacy: \(target.legacyAlgorithms)",
            "limits: {\(times), host-bytes: \(limits.hostBytes)}",
        ] + optional("site", target.site) + optional("owner", target.owner) + optional("platform", target.platform)
            + optional("group", target.groups.first) + optional("via", target.route.last?.name)
            + optional("window", target.window?.name) + optional("escalate-password", target.escalationCredential)
    }

    private static func optional(_ key: String, _ value: String?) -> [String] {
        value.map { ["\(key): \(quoted($0))"] } ?? []
    }

    private static func shares(_ shares: [String: Int]) -> String {
        "{" + shares.sorted { $0.key < $1.key }.map { "\(quoted($0)): \($1)" }.joined(separator: ", ") + "}"
    }

    private static func ratings(_ ratings: ImpactRatings) -> String {
        let pairs = [
            ratings.data.map { "data: \($0)" }, ratings.availability.map { "availability: \($0)" },
            ratings.privilege.map { "privilege: \($0)" }, ratings.internetFacing.map { "internet-facing: \($0)" },
        ]
        return "{" + pairs.compactMap { $0 }.joined(separator: ", ") + "}"
    }

    private static func method(_ method: CredentialReference.Method) -> String {
        switch method {
        case .keyFile(let path, let passphrase):
            "key-file: \(quoted(path))" + (passphrase.map { ", passphrase: \(reference($0))" } ?? "")
        case .agent(let identity):
            "agent: true" + (identity.map { ", identity: \(quoted($0))" } ?? "")
        case .password(let source): "password: \(reference(source))"
        }
    }

    private static func reference(_ reference: SecretReference) -> String {
        switch reference {
        case .environment(let name): "{env: \(name)}"
        case .file(let path): "{file: \(quoted(path))}"
        case .command(let words): "{command: \(list(words))}"
        }
    }

    private static func list(_ items: [String]) -> String {
        "[" + items.map { quoted($0) }.joined(separator: ", ") + "]"
    }

    private static func quoted(_ text: String) -> String { YAMLText.scalar(text) }
}
