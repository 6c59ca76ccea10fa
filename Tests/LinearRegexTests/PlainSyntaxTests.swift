import TestSupport
import Testing

@testable import LinearRegex

@Suite struct PlainSyntaxTests {
    @Test(arguments: [
        #"^postgresql-\d+(\.\d+)?$"#, "a|b|", "(?:a|b)*", #"(?P<v>\d[\d.]*)"#, "[^-a-z0-9_.+]", "[a-]", "x{2,5}?",
        "(?i:A)(?-i:b)", #"\bjava\b"#, "ä+", "a/b c", #"[\w.+-]"#,
    ])
    func plainExpressionsAreVouchedFor(_ pattern: String) throws {
        #expect(PlainSyntax.accepts(pattern))
        #expect(throws: Never.self) { try LinearRegex(pattern) }
    }

    @Test(arguments: [
        "a**", "(a", "a)", "[a", "[z-a]", "*a", "^*", "a{3,2}", "a{1001}", "(a{9}){9}", "(?=a)", #"\1"#, #"\p{Greek}"#,
        "[[:alpha:]]", "[]a]", "a{", "(?P<a-b>x)", #"a\"#, "[\\", "(?", "a{2}{3}",
    ])
    func nothingElseIsVouchedFor(_ pattern: String) {
        #expect(!PlainSyntax.accepts(pattern))
    }

    /// Whatever is vouched for must compile, or a wrong rule would be silent instead of refused.
    @Test func whatIsVouchedForCompiles() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        let pieces = [
            "a", "Z", "0", "-", "_", ".", "*", "+", "?", "{", "}", "{2}", "{1,3}", "{99}", ",", "(", ")", "(?:", "(?i:",
            "(?P<n>", "[", "]", "[^", "|", "^", "$", "\\", "\\d", "\\W", "\\b", "\\.", "\\-", "ä", " ", "a-z", ":", "<",
        ]
        var vouched = 0
        for _ in 0..<60_000 {
            let pattern = (0..<Int.random(in: 1...9, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            guard PlainSyntax.accepts(pattern), RegexSyntax(reading: pattern).repeatedName == nil else { continue }
            vouched += 1
            let regex = try? LinearRegex(pattern)
            #expect(regex?.compiles == true, "\(pattern) (seed \(seed))")
        }
        #expect(vouched > 1000)
    }
}
