import Lifecycle
import TestSupport
import Testing

@Suite struct VersionNumberTests {
    @Test(arguments: [
        ("3.9", "3.10"), ("3", "3.0"), ("1.1.1", "1.1.1w"), ("1.1.1a", "1.1.1w"), ("2.0-rc1", "2.0"), ("2.0", "2.0.0"),
        ("2.0-rc1", "2.0-rc2"), ("2018.03", "2023"), ("10.50.6000", "10.50.6001"), ("6.1", "6.10"), ("9.9", "17.9.4a"),
        ("2.0.beta2", "2.0"), ("1", "99999999999999999999999"),
    ])
    func theFirstComesBeforeTheSecond(_ earlier: String, _ later: String) throws {
        let left = try #require(VersionNumber(earlier))
        let right = try #require(VersionNumber(later))
        #expect(left < right)
        #expect(!(right < left))
        #expect(left != right)
    }

    @Test(arguments: ["", "abc", "-", "unknown", String(repeating: "1", count: 201)])
    func whatHasNoNumberIsNoVersion(_ text: String) {
        #expect(VersionNumber(text) == nil)
    }

    @Test func writingDoesNotMatterToEquality() throws {
        #expect(VersionNumber("v1.2.3") == VersionNumber("1.2.3"))
        #expect(VersionNumber("1-2_3") == VersionNumber("1.2.3"))
        #expect(VersionNumber("08.04") == VersionNumber("8.4"))
        #expect(VersionNumber("1.2.3")?.prefix(2).text == "1.2")
        #expect(VersionNumber("1.2")?.prefix(5).text == "1.2")
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5])
    func theOrderIsTotal(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        let versions = (0..<60).compactMap { _ in VersionNumber(Self.random(&generator)) }
        for one in versions {
            for other in versions {
                let relations = [one < other, one == other, other < one].filter { $0 }
                #expect(relations.count == 1, "\(one) and \(other), seed \(seed)")
                for third in versions.prefix(20) where one < other && other < third {
                    #expect(one < third, "\(one) < \(other) < \(third), seed \(seed)")
                }
            }
        }
    }

    static func random(_ generator: inout SeededRandom) -> String {
        let pieces = ["0", "1", "2", "10", "rc", "beta", "a", "w", "007", "x"]
        let separators = [".", "-", "", "~", "+"]
        var text = String(Int.random(in: 0...3, using: &generator))
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            text +=
                (separators.randomElement(using: &generator) ?? ".") + (pieces.randomElement(using: &generator) ?? "1")
        }
        return text
    }
}
