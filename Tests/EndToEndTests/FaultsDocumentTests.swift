import Testing

/// `docs/faults.md` names what there is, and nothing else. That it says it in the program's own words is part of the
/// tests that bring each fault about.
struct FaultsDocumentTests {
    private static let produced =
        Set((FaultyHosts.all + DisguisedHosts.partial).map(\.code)).union([
            "identity-conflict", "jump-host-failed", "credential-set-aside", "outside-window",
        ])

    @Test func everyFaultOfAHostThatIsNamedIsBroughtAboutByATest() throws {
        let named = Set(try FaultsDocument.current.get().hosts.map(\.code))
        #expect(named.subtracting(FaultsDocument.testedElsewhere).subtracting(Self.produced).isEmpty)
        #expect(Self.produced.subtracting(named).isEmpty)
    }

    /// What is printed fits these rows, so that it is written in the same way.
    @Test func remediesAreWholeSentences() throws {
        for row in try FaultsDocument.current.get().hosts {
            let begin = try #require(row.remedy.first)
            #expect(begin.isUppercase || begin == "…", "\(row.remedy)")
            #expect(row.remedy.hasSuffix(".") || row.remedy.hasSuffix("…"), "\(row.remedy)")
        }
    }

    @Test(arguments: [
        ("a … c", "a b c", true), ("a…", "a", true), ("…c", "abc", true), ("a…b…c", "a1b2c", true),
        ("a…c", "ab", false), ("abc", "abc", true), ("abc", "abcd", false), ("a…b…a", "aba", true), ("a…a", "a", false),
    ])
    func aPatternFitsPartByPart(_ pattern: String, _ text: String, _ fits: Bool) {
        #expect(FaultsDocument.fits(pattern, text) == fits)
    }
}
