import Testing

@testable import LinearRegex

@Suite struct LinearRegexTests {
    @Test func aGroupIsReadByItsName() throws {
        let regex = try LinearRegex(#"^v(?<major>\d+)(\.(?P<minor>\d+))?"#)
        #expect(regex.groupNames == ["major", "minor"])
        let match = try #require(regex.firstMatch(in: "v12.7"))
        #expect(match["major"] == "12")
        #expect(match["minor"] == "7")
        #expect(match["other"] == nil)
        let short = try #require(regex.firstMatch(in: "v3"))
        #expect(short["minor"] == nil)
        #expect(short.groups == ["v3", "3", nil, nil])
        #expect(regex.firstMatch(in: "12") == nil)
    }

    @Test(arguments: ["", "abc", "\u{0}", "äöü", String(repeating: "x", count: 100_000)])
    func anythingCanBeSearched(_ text: String) throws {
        #expect(try LinearRegex("").matches(text))
        #expect(try LinearRegex("q").matches(text) == false)
        #expect(try LinearRegex(".*").firstMatch(in: text) != nil)
    }

    @Test func textIsFoundAnywhereUnlessAnchored() throws {
        #expect(try LinearRegex("b").matches("abc"))
        #expect(try !LinearRegex("^b").matches("abc"))
        #expect(try LinearRegex("B", ignoreCase: true).matches("abc"))
        #expect(try !LinearRegex("B").matches("abc"))
        #expect(try !LinearRegex("(?-i:B)", ignoreCase: true).matches("abc"))
    }

    @Test(arguments: ["(", "a(?!b)", "a(?=b)", "(?<=a)b", "(a)\\1", "[", "(?<a>x)(?<a>y)", "x{2000}"])
    func whatTheEngineCannotDoIsAnError(_ text: String) {
        #expect(throws: LinearRegex.Failure.self) { try LinearRegex(text) }
    }

    @Test(arguments: [
        (#"a\(?<b"#, #"a\(?<b"#), ("[(?<x>]", "[(?<x>]"), (#"\Q(?<x>\E(?<y>1)"#, #"\Q(?<x>\E(?P<y>1)"#),
        ("[](?<]+", "[](?<]+"),
        ("(?<a>1)", "(?P<a>1)"), ("", ""), ("\\", "\\"), ("[^](?<]", "[^](?<]"), ("(?<=a)", "(?<=a)"),
    ])
    func onlyNamedGroupsAreRewritten(_ source: String, _ expected: String) {
        #expect(RegexSyntax(reading: source).pattern == expected)
    }

    @Test(arguments: [
        ("a", 0), ("(a)", 1), ("(?:a)(b)", 1), ("(?<n>(a)|(?P<m>b))", 3), (#"\(a[(](b)\Q((\E"#, 1), ("(?i)((a))", 2),
        ("[](](a)", 1),
    ])
    func groupsThatCaptureAreCounted(_ source: String, _ count: Int) throws {
        #expect(RegexSyntax(reading: source).groupCount == count)
        // The engine counts the same.
        #expect(try LinearRegex(source).firstMatch(in: "(abab((").map(\.groups.count) ?? count + 1 == count + 1)
    }

    @Test func anExpressionOfManyGroupsIsRefusedAndSaysWhatToDo() throws {
        let most = String(repeating: "(a)", count: LinearRegex.mostGroups)
        #expect(try LinearRegex(most).groupNames.isEmpty)
        #expect(try LinearRegex(most + "(?:a)").compiles)
        let error = #expect(throws: LinearRegex.Failure.self) { try LinearRegex(most + "(a)") }
        #expect(error?.description == "it has more than 40 capturing groups; write (?:…) or split it")
        // What repetitions write out is bounded by the memory that one expression may take.
        #expect(throws: LinearRegex.Failure.self) { try LinearRegex(#"(?:\pL{0,100}|\pN{0,9}){0,9}x"#) }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["(?<", "(?P<", "[", "a", "(a*)*"])
    func anEndlessExpressionIsRefusedAtOnce(_ piece: String) {
        #expect(throws: LinearRegex.Failure.self) { try LinearRegex(String(repeating: piece, count: 2_000_000)) }
    }

    @Test(.timeLimit(.minutes(1))) func anEvilExpressionTakesLinearTime() throws {
        let regex = try LinearRegex("^(a+)+$")
        #expect(!regex.matches(String(repeating: "a", count: 200_000) + "b"))
    }
}
