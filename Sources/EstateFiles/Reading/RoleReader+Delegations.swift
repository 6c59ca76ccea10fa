import EstateModel
import StrictYAML

extension RoleReader {
    /// Powers that were lent; what is wrong with one is an error, so that nobody decides by a slip.
    func delegations(
        in root: MappingReader,
        posts: NameList,
        people: NameList,
        roles: RecordedRoles
    ) -> [Delegation] {
        var seen: Set<String> = []
        let readers = root.mappings("delegations", subject: "a delegation")
        if readers.count > 5000 { root.error("delegations", "more than 5000 delegations; keep old ones elsewhere") }
        return readers.prefix(5000).compactMap { reader in
            guard let delegation = delegation(reader, posts: posts, people: people) else { return nil }
            if !seen.insert(delegation.id).inserted {
                reader.error("id", "delegation '\(delegation.id)' is already recorded")
                return nil
            }
            return isSound(delegation, reader, roles) ? delegation : nil
        }
    }

    private func delegation(_ reader: MappingReader, posts: NameList, people: NameList) -> Delegation? {
        let id = reader.requiredString("id")
        for key in ["post", "to", "from", "until"] where reader.node(key) == nil { reader.missing(key) }
        let post = reader.reference("post", to: "post", among: posts)
        let to = reader.reference("to", to: "person", among: people)
        let from = reader.day("from")
        let until = reader.day("until")
        let reason = reader.requiredLine("reason")
        reader.finish()
        if let id, !NameSyntax.isIdentifier(id) {
            reader.error("id", "delegation '\(visible(id, limit: 60))' \(identifierRule)")
            return nil
        }
        if let from, let until, until < from {
            reader.error("until", "'until' (\(until)) is before 'from' (\(from))")
            return nil
        }
        guard let id, let post, let to, let from, let until, let reason else { return nil }
        return Delegation(id: id, post: post, to: to, from: from, until: until, reason: reason)
    }

    private func isSound(_ delegation: Delegation, _ reader: MappingReader, _ roles: RecordedRoles) -> Bool {
        let receiver = roles.people.first { $0.id == delegation.to }
        if receiver?.tenures.contains(where: { $0.post == delegation.post }) == true {
            reader.error("to", "'\(delegation.to)' holds post '\(delegation.post)', which cannot be lent to its holder")
            return false
        }
        let role = roles.posts.first { $0.id == delegation.post }?.role
        if role == .auditor || role == .board {
            let what = role == .board ? "a board decides together" : "an auditor changes nothing"
            reader.error("post", "post '\(delegation.post)' cannot be lent: \(what)")
            return false
        }
        let holdsAuditor = receiver?.tenures.contains { tenure in
            roles.posts.contains { $0.id == tenure.post && $0.role == .auditor }
        }
        if holdsAuditor == true {
            reader.error("to", "'\(delegation.to)' audits decisions, and so cannot make any")
            return false
        }
        return true
    }
}
