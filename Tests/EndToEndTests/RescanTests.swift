import TestSupport
import Testing

/// What later scans of the same host add to the inventory, and what they take from it.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct RescanTests {
    @Test(.timeLimit(.minutes(5)))
    func anUnchangedHostAddsAtMostTwoHundredBytesAScan() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01", HostDisguise(isQuiet: true))
        #expect(try await estate.reeve("scan").status == 0)
        let before = try usedBytes(estate)
        let scans = 20
        for _ in 0..<scans {
            let scan = try await estate.reeve("scan", "--quiet")
            #expect(scan.output == "1 of 1 targets read, 1 unchanged.\n", "\(scan)")
        }
        let growth = try usedBytes(estate) - before
        #expect(growth <= 200 * scans, "\(growth / scans) bytes a scan")
        #expect(try estate.integrity() == "ok")
    }

    @Test(.timeLimit(.minutes(3)))
    func aPastScanNamesTheRulesThatThereWere() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01", HostDisguise(isQuiet: true))
        #expect(try await estate.reeve("scan").status == 0)
        let check = try await estate.reeve("rules", "check", "--rules", estate.folder.path("few-rules"))
        let digest = try #require(check.messages.firstMatch(of: /SHA-256 ([0-9a-f]{64})/)?.1, "\(check)")
        let json = try await estate.reeve("scans", "--format", "json").output
        #expect(
            json.contains("\"rulesDigest\": \"\(digest)\"") || json.contains("\"rulesDigest\":\"\(digest)\""),
            "\(json)"
        )
        #expect(try await estate.reeve("scans", "--format", "csv").output.contains(digest))
        let table = try await estate.reeve("scans").output
        #expect(table.contains(digest.prefix(12)) && !table.contains(digest), "\(table)")
    }

    /// Used bytes of all pages: the file itself grows by whole pages only.
    private func usedBytes(_ estate: EndToEndEstate) throws -> Int {
        let text = try estate.sqlite("SELECT sum(pgsize - unused) FROM dbstat")
        return try #require(Int(text), "\(text)")
    }

    @Test(.timeLimit(.minutes(5)))
    func softwareIsGoneOnlyWhenAWholeListLacksIt() async throws {
        let estate = try EndToEndEstate()
        let mode = estate.folder.path("mode")
        let script = """
            case $(cat \(mode)) in
            all) exec $REAL "$@" ;;
            broken) $REAL "$@" | head -n 9; exit 1 ;;
            fewer) $REAL "$@" | head -n 9 ;;
            esac
            """
        try estate.addHost("db01", HostDisguise(replacing: [DisguisedHosts.dpkg: script], isQuiet: true))
        func scan(_ text: String) async throws -> Int32? {
            try estate.folder.write(text, to: "mode")
            return try await estate.reeve("scan").status
        }
        func packages(_ arguments: String...) async throws -> [String] {
            let rows = try await estate.reeve(["software", "--source", "dpkg", "--format", "json"] + arguments)
            return try Listed.rows(Listed.Software.self, in: rows).map(\.name)
        }
        #expect(try await scan("all") == 0)
        let all = try await packages()
        #expect(all.count > 50)
        #expect(try await scan("broken") == 3)
        #expect(try await packages() == all)
        #expect(try await scan("fewer") == 0)
        let fewer = try await packages()
        #expect(fewer.count == 9)
        #expect(Set(fewer).isSubset(of: all))
        // The past stays what it was.
        #expect(try await packages("--as-of", "1") == all)
        #expect(try await packages("--as-of", "2") == all)
        #expect(try await packages("--as-of", "3") == fewer)
        #expect(try await scan("all") == 0)
        #expect(try await packages() == all)
        #expect(try estate.integrity() == "ok")
    }

    @Test(.timeLimit(.minutes(5)))
    func aHostThatCannotBeReadAnyMoreKeepsWhatWasKnown() async throws {
        let estate = try EndToEndEstate()
        let server = try estate.addHost("db01", HostDisguise())
        #expect(try await estate.reeve("scan").status == 0)
        let before = try await estate.reeve("software")
        try estate.folder.write("[127.0.0.1]:\(server.port) \(estate.key.typeAndBlob)\n", to: "estate/known_hosts")
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 3)
        #expect(try await estate.reeve("software").output == before.output)
        let assets = try await estate.reeve("assets")
        #expect(assets.output.contains("db01"))
        #expect(assets.output.contains("the host key changed"), "\(assets)")
    }
}
