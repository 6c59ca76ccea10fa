import EstateModel
import StrictYAML
import Testing

@testable import EstateFiles

/// Posts, people and delegations, as read.
struct RoleReaderTests {
    private static let posts = """
        posts:
          siro-n: {title: Chief Finance Officer, role: siro, organisation: north}
          siro-s: {title: Director of Resources, role: siro, organisation: south}
          architect: {title: Infrastructure Architect, role: architect}
          board: {title: ICT Executive Board, role: board}
          audit: {title: Internal Audit, role: auditor}

        """

    private static func errors(_ text: String) -> [String] {
        do throws(InvalidFile) {
            _ = try EstateSamples.parse(text)
            return []
        } catch {
            return error.diagnostics.map { "\($0.location.line): \($0.message)" }
        }
    }

    @Test func everythingThatRolesSayIsRead() throws {
        let roles = try EstateSamples.parse(
            Self.posts + """
                people:
                  jane:
                    name: Jane Smith
                    email: jane.smith@north.example.org
                    signs-as: jane.smith@north.example.org
                    posts: [siro-n, {post: architect, from: 2026-04-01, until: 2027-03-31}]
                  tom: {name: Tom Brown}
                delegations:
                  - {id: D-3, post: siro-n, to: tom, from: 2026-12-20, until: 2027-01-04, reason: annual leave}
                """
        ).roles
        #expect(roles.posts.map(\.id) == ["siro-n", "siro-s", "architect", "board", "audit"])
        #expect(
            roles.posts.first == Post(id: "siro-n", title: "Chief Finance Officer", role: .siro, organisation: "north")
        )
        let jane = try #require(roles.people.first)
        #expect(jane.email == "jane.smith@north.example.org" && jane.signsAs == jane.email)
        #expect(jane.tenures.map(\.post) == ["siro-n", "architect"])
        #expect(jane.tenures[1].holds(on: CalendarDay("2027-03-31")!))
        #expect(!jane.tenures[1].holds(on: CalendarDay("2027-04-01")!))
        #expect(roles.people[1].tenures.isEmpty)
        #expect(roles.delegations.map(\.reason) == ["annual leave"])
        #expect(try EstateSamples.parse("").roles == RecordedRoles())
    }

    @Test(arguments: [
        ("posts: {p: {role: siro, organisation: north}}", "post 'p' needs 'title'"),
        ("posts: {p: {title: P}}", "post 'p' needs 'role'"),
        ("posts: {p: {title: P, role: sirro}}", "'role' cannot be 'sirro'; did you mean 'siro'?"),
        (
            "posts: {p: {title: P, role: siro}}",
            "post 'p' needs 'organisation': each organisation has a SIRO of its own"
        ),
        ("posts: {p: {title: P, role: advisor, organisation: nord}}", "there is no organisation 'nord'"),
        ("posts: {p: {title: P, role: advisor, level: 3}}", "post 'p' has no key 'level'"),
        ("people: {a: {posts: siro-n}}", "person 'a' needs 'name'"),
        ("people: {a: {name: A, posts: siro-x}}", "there is no post 'siro-x'"),
        ("people: {a: {name: A, email: jane}}", "'email' must be one address, such as jane@example.org"),
        ("people: {reeve: {name: R}}", "'reeve' is the program itself; give the person another name"),
        ("people: {a: {name: \"A\\u202E\"}}", "'name' must be one line without control or invisible characters"),
        (
            "people: {a: {name: A, posts: [{post: siro-n, from: 2027-01-02, until: 2027-01-01}]}}",
            "'until' (2027-01-01) is before 'from' (2027-01-02)"
        ),
        (
            "people: {a: {name: A, posts: siro-n}, b: {name: B, posts: [{post: siro-n, from: 2027-01-01}]}}",
            "post 'siro-n' is held by 'a' on the same days; give one an 'until'"
        ),
        ("delegations: [{id: D-1}]", "a delegation needs 'post'"),
        (
            "people: {a: {name: A, posts: siro-n}}\n"
                + "delegations: [{id: D, post: siro-n, to: a, from: 2027-01-01, until: 2027-01-02, reason: r}]",
            "'a' holds post 'siro-n', which cannot be lent to its holder"
        ),
        (
            "people: {a: {name: A}}\n"
                + "delegations: [{id: D, post: board, to: a, from: 2027-01-01, until: 2027-01-02, reason: r}]",
            "post 'board' cannot be lent: a board decides together"
        ),
        (
            "people: {a: {name: A, posts: audit}}\n"
                + "delegations: [{id: D, post: siro-n, to: a, from: 2027-01-01, until: 2027-01-02, reason: r}]",
            "'a' audits decisions, and so cannot make any"
        ),
        (
            "people: {a: {name: A}}\n"
                + "delegations: [{id: D, post: siro-n, to: a, from: 2027-01-03, until: 2027-01-02, reason: r}]",
            "'until' (2027-01-02) is before 'from' (2027-01-03)"
        ),
    ])
    func whatIsWrongWithRolesIsAnError(text: String, message: String) {
        let all = text.hasPrefix("posts:") ? text : Self.posts + text
        let errors = Self.errors(all)
        #expect(errors.contains { $0.contains(message) }, "\(errors)")
    }

    @Test func holdersWhoFollowEachOtherAreNoError() {
        let people = """
            people:
              a: {name: A, posts: [{post: siro-n, until: 2027-03-31}]}
              b: {name: B, posts: [{post: siro-n, from: 2027-04-01}]}
            """
        #expect(Self.errors(Self.posts + people).isEmpty)
    }

    @Test func aTitleThatTheOrganisationDoesNotUseIsAWarning() throws {
        let warnings = try EstateSamples.parse(Self.posts).warnings.map(\.message)
        #expect(warnings.contains { $0.contains("post 'siro-n' is titled 'Chief Finance Officer'") })
    }
}
