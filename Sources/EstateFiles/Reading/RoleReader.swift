import EstateModel
import StrictYAML

/// Reads `posts:`, `people:` and `delegations:`, by which decisions know who may do what.
struct RoleReader {
    private static let most = 5000

    let names: EstateNames
    let sink: DiagnosticSink

    func roles(in root: MappingReader, organisations: [Organisation]) -> RecordedRoles {
        var roles = RecordedRoles()
        let postEntries = root.mapping("posts", subject: "posts")?.allEntries() ?? []
        let peopleEntries = root.mapping("people", subject: "people")?.allEntries() ?? []
        let lists = [("posts", postEntries.count), ("people", peopleEntries.count)]
        for (key, count) in lists where count > Self.most { root.error(key, "more than \(Self.most) \(key)") }
        guard postEntries.count <= Self.most, peopleEntries.count <= Self.most else { return roles }

        roles.posts = postEntries.compactMap(post)
        let postNames = NameList(postEntries.map(\.key))
        roles.people = peopleEntries.compactMap { person($0, posts: postNames) }
        reportSharedPosts(roles, entries: peopleEntries)
        reportSharedPrincipals(roles.people, entries: peopleEntries)
        reportUnlikeTitles(roles.posts, organisations, entries: postEntries)
        let peopleNames = NameList(peopleEntries.map(\.key))
        roles.delegations = delegations(in: root, posts: postNames, people: peopleNames, roles: roles)
        return roles
    }

    private func post(_ entry: YAMLNode.Entry) -> Post? {
        guard let id = entry.identifier(kind: "post", sink: sink),
            let reader = MappingReader(entry.value, subject: "post '\(id)'", sink: sink)
        else { return nil }
        let title = reader.requiredLine("title")
        if reader.node("role") == nil { reader.missing("role") }
        let role = reader.word("role", as: Role.self)
        let organisation = reader.reference("organisation", to: "organisation", among: names.organisations)
        let email = email(reader)
        reader.finish()
        guard let title, let role else { return nil }
        if role == .siro, reader.node("organisation") == nil, names.organisations.ordered.count > 1 {
            reader.error("role", "post '\(id)' needs 'organisation': each organisation has a SIRO of its own")
            return nil
        }
        let only = role == .siro && names.organisations.ordered.count == 1 ? names.organisations.ordered.first : nil
        var post = Post(id: id, title: title, role: role, organisation: organisation ?? only)
        post.email = email
        return post
    }

    private func email(_ reader: MappingReader) -> MailAddress? {
        guard let text = reader.line("email") else { return nil }
        if let address = MailAddress(text) { return address }
        reader.error("email", "'email' must be one address, such as jane@example.org")
        return nil
    }

    /// The owner of a key in the file of allowed signers: a name, and no pattern that would let any key in.
    private func principal(_ reader: MappingReader) -> String? {
        guard let text = reader.line("signs-as") else { return nil }
        if !text.isEmpty, !text.contains(where: { "*?!,\"".contains($0) || $0.isWhitespace }) { return text }
        reader.error("signs-as", "'signs-as' must be one name as in the file allowed-signers, such as jane@example.org")
        return nil
    }

    /// Whoever shares a name there could sign for the other.
    private func reportSharedPrincipals(_ people: [Person], entries: [YAMLNode.Entry]) {
        var owners: [String: String] = [:]
        for person in people {
            guard let name = person.signsAs else { continue }
            if let other = owners[name], let place = entries.first(where: { $0.key == person.id })?.keyLocation {
                sink.error(at: place, "person '\(person.id)' signs as '\(other)' does; each needs a name and key alone")
            }
            owners[name] = person.id
        }
    }

    private func person(_ entry: YAMLNode.Entry, posts: NameList) -> Person? {
        guard let id = entry.identifier(kind: "person", sink: sink),
            let reader = MappingReader(entry.value, subject: "person '\(id)'", sink: sink)
        else { return nil }
        if id == "reeve" {
            sink.error(at: entry.keyLocation, "'reeve' is the program itself; give the person another name")
        }
        let name = reader.requiredLine("name")
        let email = email(reader)
        let signsAs = principal(reader)
        let tenures = reader.list("posts").compactMap { tenure($0, reader, posts: posts) }
        reader.finish()
        guard let name else { return nil }
        var person = Person(id: id, name: name, tenures: tenures)
        person.email = email?.description
        person.signsAs = signsAs
        return person
    }

    /// `siro` or `{post: siro, from: 2026-04-01, until: 2027-03-31}`.
    private func tenure(_ node: YAMLNode, _ owner: MappingReader, posts: NameList) -> Person.Tenure? {
        if case .scalar(let text) = node.content {
            return owner.checked(text, at: node.location, kind: "post", among: posts).map { Person.Tenure(post: $0) }
        }
        guard let reader = MappingReader(node, subject: "a post of \(owner.subject)", sink: sink) else { return nil }
        if reader.node("post") == nil { reader.missing("post") }
        let post = reader.reference("post", to: "post", among: posts)
        let from = reader.day("from")
        let until = reader.day("until")
        reader.finish()
        if let from, let until, until < from {
            reader.error("until", "'until' (\(until)) is before 'from' (\(from))")
            return nil
        }
        return post.map { Person.Tenure(post: $0, from: from, until: until) }
    }

    /// A decision is one person's: a post that decides cannot have two holders on one day.
    private func reportSharedPosts(_ roles: RecordedRoles, entries: [YAMLNode.Entry]) {
        let deciding = Set(roles.posts.filter { $0.role == .siro }.map(\.id))
        var holders: [String: [(person: String, tenure: Person.Tenure)]] = [:]
        for person in roles.people {
            for tenure in person.tenures where deciding.contains(tenure.post) {
                if let other = holders[tenure.post]?.first(where: { Self.overlap($0.tenure, tenure) }),
                    let place = entries.first(where: { $0.key == person.id })?.keyLocation
                {
                    let message =
                        "post '\(tenure.post)' is held by '\(other.person)' on the same days; give one an 'until'"
                    sink.error(at: place, message)
                }
                holders[tenure.post, default: []].append((person.id, tenure))
            }
        }
    }

    private static func overlap(_ left: Person.Tenure, _ right: Person.Tenure) -> Bool {
        func endsBefore(_ first: Person.Tenure, _ second: Person.Tenure) -> Bool {
            guard let end = first.until, let start = second.from else { return false }
            return end < start
        }
        return !endsBefore(left, right) && !endsBefore(right, left)
    }

    /// The register prints the organisation's own name of the post; two names for it are probably a slip.
    private func reportUnlikeTitles(_ posts: [Post], _ organisations: [Organisation], entries: [YAMLNode.Entry]) {
        for post in posts where post.role == .siro {
            guard let organisation = organisations.first(where: { $0.id == post.organisation }),
                organisation.siroPost != post.title,
                let place = entries.first(where: { $0.key == post.id })?.keyLocation
            else { continue }
            let message = "post '\(post.id)' is titled '\(post.title)', but the SIRO of '\(organisation.id)' is "
            sink.warning(at: place, message + "'\(organisation.siroPost)'")
        }
    }
}
