import EstateModel
import Risk
import Testing

/// What a row says to somebody who is no engineer.
struct RowWordingTests {
    private func row(_ verdict: Verdict) throws -> RegisterRow {
        var estate = SampleEstate()
        estate.judge(estate.add("web01"), verdict)
        let register = estate.register()
        let rows = register.risks + register.approaching + register.deviations
        return try #require(rows.first)
    }

    @Test(arguments: [
        ("Node.js", "Node.js 20", "Node.js 20"), ("OpenSSH server", "OpenSSH before 10.0", "OpenSSH before 10.0"),
        ("Debian", "11", "Debian 11"), ("Java", "OpenJDK 17", "Java OpenJDK 17"),
    ])
    func aLabelNamesTheProductOnce(product: String, release: String, label: String) throws {
        var verdict = debian11
        verdict.productName = product
        verdict.releaseLabel = release
        #expect(try row(verdict).label == label)
    }

    @Test(arguments: [
        ("maintenance", "Maintenance until 30 June 2028"), ("Debian LTS", "Debian LTS until 30 June 2028"),
        ("openSUSE Evergreen", "openSUSE Evergreen until 30 June 2028"),
    ])
    func theVendorsStandingBeginsLikeASentence(phase: String, standing: String) throws {
        var verdict = debian12
        verdict.endLabel = phase
        #expect(try row(verdict).vendorStanding == standing)
    }

    @Test func whatIsProposedNamesTheProductToMoveTo() throws {
        var verdict = debian11
        verdict.replaceBy = ["12", "13"]
        #expect(try row(verdict).suggestion.text == "Replace it with Debian 12 or 13.")
    }

    @Test(arguments: [
        (0, "The newest release (N), and the council allows N-1"),
        (1, "1 release behind (N-1), and the council allows N-1"),
        (3, "3 releases behind (N-3), but the council allows only N-1"),
        (nil, "Not among the releases that the council’s policy lists"),
    ])
    func theCouncilsPolicyIsSaidInWords(behind: Int?, standing: String) throws {
        var verdict = debian11
        verdict.generation = GenerationVerdict(ladder: "debian", behind: behind, allowedBehind: 1, current: "13")
        #expect(try row(verdict).councilStanding == standing)
    }

    @Test func whatEndsWithItsSystemIsNotPlannedForTwice() {
        var estate = SampleEstate()
        let host = estate.add("web01")
        estate.judge(host, debian12)
        var perl = verdict("perl", "5.36", .extendedFree, until: "2028-06-30", kind: "runtime")
        perl.clock = "debian/12"
        estate.judge(host, perl)
        estate.judge(host, verdict("nodejs", "22", .supported, until: "2027-04-30", kind: "runtime"))
        let endings = estate.headline().timeline.flatMap(\.entries)
        #expect(endings.map(\.product) == ["nodejs", "debian"])
    }
}
