import EstateModel
import Foundation
import StrictYAML
import TestSupport
import Testing

@testable import EstateFiles

/// Jump hosts, scan windows, passwords for becoming root, and limits of a scan.
struct ScanSettingsTests {
    private func targets(_ text: String, files: [String: String] = [:]) throws -> [String: Target] {
        let head = EstateSamples.head.replacing(
            "credentials:\n",
            with: "credentials:\n  root-password: {password: {env: ROOT_PASSWORD}}\n"
        )
        let all = files.merging(["estate.yaml": head + text]) { first, _ in first }
        let targets = try EstateParser.parse(files: all).targets
        return Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
    }

    private static let network = """
        jump-hosts:
          bastion: bastion.example
          county: {address: 10.9.0.1, port: 2222, user: hop, credential: root-password, legacy: true, hosts-at-once: 5}
          depot: {address: depot.example, via: county}

        """

    @Test func theWayLeadsFromTheNearestJumpHostToTheLast() throws {
        let target = try #require(
            try targets(Self.network + "targets: {db01: {address: db01.example, via: depot}}")["db01"]
        )
        #expect(target.route.map(\.name) == ["county", "depot"])
        let county = try #require(target.route.first)
        #expect(county.address == "10.9.0.1" && county.port == 2222 && county.user == "hop")
        #expect(county.credential == "root-password" && county.legacyAlgorithms && county.hostsAtOnce == 5)
    }

    @Test func aJumpHostTakesUserAndCredentialOfTheDefaultsAndNothingElse() throws {
        let head = EstateSamples.head.replacing(
            "user: reeve",
            with: "user: reeve, port: 99, legacy: true, via: bastion"
        )
        let estate = try EstateParser.parse(files: [
            "estate.yaml": head + Self.network.replacing("root-password", with: "scan-key")
        ])
        let bastion = try #require(estate.jumpHosts.first)
        var expected = JumpHost(name: "bastion", address: "bastion.example", user: "reeve", credential: "scan-key")
        expected.port = 22
        expected.hostsAtOnce = 20
        #expect(bastion == expected)
        #expect(estate.routes["bastion"] == [bastion])
    }

    @Test func theNearestViaWinsAndNoneUndoesIt() throws {
        let found = try targets(
            Self.network + """
                groups:
                  far: {via: county}
                  deep: {extends: far, via: depot}
                  near: {extends: far, via: none}
                targets:
                  a: {address: a.example, group: far}
                  b: {address: b.example, group: deep}
                  c: {address: c.example, group: near}
                  d: {address: d.example, group: deep, via: none}
                  e: {address: e.example, group: near, via: bastion}
                  f: f.example
                """
        )
        #expect(
            found.mapValues { $0.route.map(\.name) } == [
                "a": ["county"], "b": ["county", "depot"], "c": [], "d": [], "e": ["bastion"], "f": [],
            ]
        )
    }

    @Test func theNearestWindowWinsAndAlwaysUndoesIt() throws {
        let found = try targets(
            """
            windows:
              nights: {days: daily, from: 22:00, until: "06:00"}
              sundays: {days: sun, from: 00:00, until: 24:00}
            groups:
              linux: {window: nights}
              web: {extends: linux, window: always}
            targets:
              a: {address: a.example, group: linux}
              b: {address: b.example, group: linux, window: sundays}
              c: {address: c.example, group: web}
            """
        )
        #expect(found.mapValues { $0.window?.name } == ["a": "nights", "b": "sundays", "c": nil])
    }

    @Test(arguments: [
        ("{days: daily, from: 22:00, until: 06:00}", "1234567 1320-360"),
        ("{days: weekdays, from: 00:00, until: 24:00}", "12345 0-1440"),
        ("{days: weekends, from: '09:30', until: '00:00'}", "67 570-0"),
        ("{days: mon-fri, from: 22:00, until: 23:59}", "12345 1320-1439"),
        ("{days: sat-mon, from: 01:00, until: 02:00}", "167 60-120"),
        ("{days: [tue, thu-fri, tue], from: 01:00, until: 02:00}", "245 60-120"),
        ("[{days: mon, from: 01:00, until: 02:00}, {days: sun, from: 03:00, until: 04:00}]", "1 60-120, 7 180-240"),
        ("{spans: [{days: wed, from: 01:00, until: 02:00}]}", "3 60-120"),
        ("{spans: {days: wed, from: 01:00, until: 02:00}}", "3 60-120"),
    ])
    func aWindowIsOneSpanOrSeveral(text: String, expected: String) throws {
        let estate = try EstateSamples.parse("windows: {w: \(text)}\ntargets: {a: a.example}\n")
        let window = try #require(estate.windows.first)
        let spans = window.spans.map { span in
            "\(span.weekdays.sorted().map(String.init).joined()) \(span.beginMinute)-\(span.endMinute)"
        }
        #expect(spans.joined(separator: ", ") == expected)
        #expect(window.timeZone == "Europe/London")
    }

    @Test(arguments: ["Europe/London", "UTC", "Europe/Belfast", "America/Argentina/Buenos_Aires", "Etc/GMT+1"])
    func timeZonesAreIANANames(name: String) throws {
        let text =
            "windows: {w: {time-zone: \(name), days: daily, from: 01:00, until: 02:00}}\ntargets: {a: a.example}\n"
        #expect(try EstateSamples.parse(text).windows.first?.timeZone == name)
    }

    @Test func everyTimeZoneOfTheListIsOneThatScansKnow() {
        #expect(TimeZoneNames.all.count > 500)
        #expect(TimeZoneNames.all.filter { TimeZone(identifier: $0) == nil } == [])
    }

    @Test func aPasswordForRootFollowsItsGroupAndEndsWithNoneOrDoas() throws {
        let found = try targets(
            """
            groups:
              linux: {escalate: sudo, escalate-password: root-password}
              bsd: {extends: linux, escalate: doas}
              plain: {extends: linux, escalate: none}
            targets:
              a: {address: a.example, group: linux}
              b: {address: b.example, group: bsd}
              c: {address: c.example, group: plain}
              d: {address: d.example, escalate: sudo}
            """
        )
        #expect(
            found.mapValues(\.escalationCredential) == ["a": "root-password", "b": nil, "c": nil, "d": nil]
        )
        #expect(found["b"]?.escalation == .doas)
    }

    @Test func aTableHasTheSameSettings() throws {
        let table = """
            name,address,via,window,escalate,escalate-password
            a,a.example,depot,nights,sudo,root-password
            b,b.example,none,always,,
            c,c.example,,,,
            """
        let found = try targets(
            Self.network + """
                windows: {nights: {days: daily, from: 22:00, until: 06:00}}
                groups: {all: {via: bastion, window: nights, targets-from: t.csv}}
                """,
            files: ["t.csv": table]
        )
        #expect(found.mapValues { $0.route.map(\.name) } == ["a": ["county", "depot"], "b": [], "c": ["bastion"]])
        #expect(found.mapValues { $0.window?.name } == ["a": "nights", "b": nil, "c": "nights"])
        #expect(found["a"]?.escalationCredential == "root-password")
    }

    @Test func limitsOfAScanComeWithThoseOfTheSites() throws {
        let text = "scan: {hosts-at-once: 40, connections-per-second: 7, guests-at-once: 2, attempts: 3}\n"
        let head = EstateSamples.head.replacing("hall: Town Hall", with: "hall: {name: Hall, hosts-at-once: 4}")
        let limits = try EstateParser.parse(files: ["estate.yaml": head + text]).scanLimits
        let expected = ScanLimits(
            hostsAtOnce: 40,
            hostsAtOncePerSite: ["hall": 4],
            guestsAtOncePerHypervisor: 2,
            connectionsPerSecond: 7,
            attempts: 3
        )
        #expect(limits == expected)
        #expect(try EstateSamples.parse("targets: {a: a.example}").scanLimits == ScanLimits())
    }

    @Test(.timeLimit(.minutes(1)))
    func aLongChainOfJumpHostsIsRefusedQuickly() {
        let hops = (0..<20_000).map { "  j\($0): {address: j.example, via: j\(($0 + 1) % 20_000)}" }
        let circle = EstateSamples.messages("jump-hosts:\n" + hops.joined(separator: "\n") + "\n")
        #expect(circle.contains("in a circle: j0 → j1 → "))
        let chain = EstateSamples.messages(
            "jump-hosts:\n  j0: j.example\n" + hops.dropFirst().dropLast().joined(separator: "\n")
        )
        #expect(chain.contains("there is no jump host 'j19999'"))
    }

    /// Any chain: the way to each jump host is the way to its predecessor and itself, or there is an error.
    @Test(arguments: UInt64(1)...100)
    func waysAreThoseOfTheirPredecessors(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = random.number(1...12)
        let via = (0..<count).map { _ in random.chance(70) ? random.number(0...(count - 1)) : nil }
        let lines = via.enumerated().map { number, via in
            "  j\(number): {address: j\(number).example, via: \(via.map { "j\($0)" } ?? "none")}"
        }
        /// The number of jump hosts on the way; nil when the way never ends.
        func length(_ number: Int) -> Int? {
            var (next, steps) = (via[number], 1)
            while let hop = next, steps <= count { (next, steps) = (via[hop], steps + 1) }
            return next == nil ? steps : nil
        }
        let lengths = (0..<count).map(length)
        let isRight = lengths.allSatisfy { ($0 ?? .max) <= JumpHostReader.longestRoute }
        let text = "jump-hosts:\n" + lines.joined(separator: "\n") + "\ntargets: {a: a.example}\n"
        guard isRight else {
            #expect(throws: InvalidFile.self, "seed \(seed)") { try EstateSamples.parse(text) }
            return
        }
        let routes = try EstateSamples.parse(text).routes
        for number in 0..<count {
            let own = try #require(routes["j\(number)"])
            #expect(own.last?.name == "j\(number)" && own.count == lengths[number], "seed \(seed)")
            #expect(Array(own.dropLast()) == via[number].flatMap { routes["j\($0)"] } ?? [], "seed \(seed)")
        }
    }
}
