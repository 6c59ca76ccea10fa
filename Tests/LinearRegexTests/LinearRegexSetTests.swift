import LinearRegex
import Testing

@Suite struct LinearRegexSetTests {
    private static let patterns = [
        "^postgresql-(\\d+)$", "SERVER", "(?<name>nginx)", "^$", "a|b", "", "x$", "[(?<]", "\\bjava\\b",
    ]

    @Test(arguments: ["postgresql-13", "", "nginx server", "x", "java", "Postgresql-13 SERVER", "(", "äx", "\u{0}"])
    func aSetFindsWhatEachExpressionFinds(_ text: String) throws {
        for ignoreCase in [false, true] {
            let regexes = try Self.patterns.map { try LinearRegex($0, ignoreCase: ignoreCase) }
            let set = LinearRegexSet(regexes)
            #expect(set.matches(in: text) == regexes.indices.filter { regexes[$0].matches(text) })
        }
    }

    @Test func eachExpressionKeepsItsOwnCase() throws {
        let set = try LinearRegexSet([LinearRegex("a", ignoreCase: true), LinearRegex("a")])
        #expect(set.matches(in: "A") == [0])
        #expect(set.matches(in: "a") == [0, 1])
    }

    @Test func anEmptySetFindsNothing() throws {
        #expect(LinearRegexSet([]).matches(in: "anything") == [])
    }

    @Test(.timeLimit(.minutes(1))) func hundredsOfExpressionsAreLookedForAtOnce() throws {
        let regexes = try (0..<800).map { try LinearRegex("^product-\($0)(-|$).*end", ignoreCase: true) }
        let set = LinearRegexSet(regexes)
        for number in stride(from: 0, to: 800, by: 40) {
            #expect(set.matches(in: "Product-\(number)-the END") == [number])
        }
    }
}
