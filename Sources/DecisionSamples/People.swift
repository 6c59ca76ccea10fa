package import Decisions
package import EstateModel

/// A day that a test writes down: `2026-11-20`.
package func day(_ text: String) -> CalendarDay {
    CalendarDay(text)!
}

/// Noon of a day, so that it is the same day everywhere in Britain.
package func noon(_ text: String) -> Instant {
    Instant("\(text)T12:00:00Z")!
}

/// The people of two councils that share their servers.
package enum People {
    package static let posts = [
        Post(id: "architect", title: "Infrastructure Architect", role: .architect),
        Post(id: "head-of-ict", title: "Head of ICT", role: .manager),
        Post(id: "adviser", title: "Information Security Adviser", role: .advisor),
        Post(id: "planning", title: "Head of Planning", role: .serviceOwner),
        Post(id: "servers", title: "Server Team Lead", role: .architect),
        Post(id: "siro-d", title: "Director of Resources (SIRO)", role: .siro, organisation: "darlbrook"),
        Post(id: "siro-s", title: "Chief Finance Officer (SIRO)", role: .siro, organisation: "stockvale"),
        Post(id: "board", title: "ICT Executive Board", role: .board),
        Post(id: "auditor", title: "Internal Audit", role: .auditor),
    ]

    package static let people = [
        person("ann", "architect"), person("mia", "head-of-ict"), person("adam", "adviser"), person("pat", "planning"),
        person("tess", "servers"), person("dora", "siro-d"), person("sam", "siro-s"), person("bob", "board"),
        person("eve", "auditor"), person("max", nil),
    ]

    package static let delegation = Delegation(
        id: "D-3",
        post: "siro-d",
        to: "max",
        from: day("2026-12-20"),
        until: day("2027-01-04"),
        reason: "annual leave"
    )

    package static let roles = RoleBook(people: people, posts: posts, delegations: [delegation])

    private static func person(_ id: String, _ post: String?) -> Person {
        var person = Person(
            id: id,
            name: id.prefix(1).uppercased() + id.dropFirst(),
            tenures: post.map { [Person.Tenure(post: $0)] } ?? []
        )
        person.signsAs = "\(id)@example.org"
        person.email = "\(id)@council.example"
        return person
    }

    package static func actor(_ id: String, on date: String = "2026-11-20") -> Actor {
        roles.actors(id, on: day(date)).first!
    }

    package static let architect = actor("ann")
    package static let manager = actor("mia")
    package static let adviser = actor("adam")
    package static let siroD = actor("dora")
    package static let siroS = actor("sam")
    package static let board = actor("bob")
}
