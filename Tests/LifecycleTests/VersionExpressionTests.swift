import TestSupport
import Testing

@testable import Lifecycle

@Suite struct VersionExpressionTests {
    @Test(arguments: [
        ("3.2", "3.2", Tristate.yes), ("3.2", "3.2.9", .yes), ("3.2", "3.21", .no), ("3.2", "3", .unknown),
        ("3.2", "3.1", .no),
        ("3.2", "3.2-rc1", .yes), ("=3.2", "3.2", .yes), ("=3.2", "3.2.1", .no), ("=3.2", "3", .no),
        ("6.1", "6.10", .no),
        ("8", "8.04", .yes), ("8.4", "8.04", .yes), (">=13.0.6300", "13.0.6300.2", .yes),
        (">=13.0.6300", "13.0.6299", .no),
        (">=13.0.6300", "13.1", .yes), (">=13.0.6300", "13", .unknown), ("<13.1", "13.0.9", .yes),
        ("<13.1", "13.1.5", .no),
        ("<=13.1", "13.1.5", .yes), ("<=13.1", "13.2", .no), (">13.1", "13.1.5", .no), (">13.1", "13.2", .yes),
        (">=13.0.6300 <13.1", "13.0.6300", .yes), (">=13.0.6300 <13.1", "13.1.0", .no), ("<1.1.1w", "1.1.1", .yes),
        ("any", "1", .yes), ("<2.0", "2.0-rc1", .no),
    ])
    func eachTermMeansWhatTheFormatSays(_ text: String, _ version: String, _ expected: Tristate) throws {
        let expression = try #require(VersionExpression(text))
        #expect(expression.holds(for: VersionNumber(version)) == expected)
    }

    @Test func withoutAVersionOnlyAnyHolds() throws {
        #expect(VersionExpression("any")?.holds(for: nil) == .yes)
        #expect(VersionExpression("3.2")?.holds(for: nil) == .unknown)
    }

    @Test(arguments: ["", ">=", "abc", ">=x <y", "1 2 3 4 5 6 7 8 9"])
    func whatIsNoRangeIsRefused(_ text: String) {
        #expect(VersionRange(text) == nil)
    }

    @Test(arguments: [UInt64(11), 12, 13])
    func aPrintedRangeReadsBackTheSame(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let range = try #require(Self.random(&generator))
            #expect(VersionRange(range.description) == range, "seed \(seed)")
        }
    }

    /// The interval is what overlaps are found by: it must never miss a version that the range takes.
    @Test(arguments: [UInt64(21), 22, 23])
    func rangesThatShareAVersionOverlap(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        for _ in 0..<400 {
            let one = try #require(Self.random(&generator))
            let other = try #require(Self.random(&generator))
            let version = try #require(VersionNumber(VersionNumberTests.random(&generator)))
            guard one.holds(for: version) == .yes, other.holds(for: version) == .yes else { continue }
            let text = "\(one) and \(other) at \(version), seed \(seed)"
            #expect(VersionInterval(one).overlaps(VersionInterval(other)), "\(text)")
            #expect(!VersionInterval(one).isBelow(version), "\(text)")
        }
    }

    @Test(arguments: [("3.2", "3.21"), ("<13.1", ">=13.1"), ("=4.8", "4.8.1"), (">13.1", "13.1"), ("1", "2")])
    func neighboursDoNotOverlap(_ one: String, _ other: String) throws {
        let left = VersionInterval(try #require(VersionRange(one)))
        let right = VersionInterval(try #require(VersionRange(other)))
        #expect(!left.overlaps(right))
        #expect(!right.overlaps(left))
    }

    @Test func aRangeThatNothingFitsIsEmpty() throws {
        #expect(VersionInterval(try #require(VersionRange(">=3 <2"))).isEmpty)
        #expect(!VersionInterval(try #require(VersionRange(">=2 <3"))).isEmpty)
    }

    private static func random(_ generator: inout SeededRandom) -> VersionRange? {
        let operators = ["", "=", ">=", "<", "<=", ">"]
        let terms = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
            (operators.randomElement(using: &generator) ?? "") + VersionNumberTests.random(&generator)
        }
        return VersionRange(terms.joined(separator: " "))
    }
}
