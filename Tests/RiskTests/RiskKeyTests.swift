import Risk
import TestSupport
import Testing

struct RiskKeyTests {
    private func key(_ product: String, organisation: String? = "darlington") -> RiskKey {
        RiskKey(organisation: organisation, product: product, release: "1", service: nil)
    }

    @Test(arguments: [
        RiskKey(organisation: "a", product: "b", release: "c", service: "d"),
        RiskKey(organisation: nil, product: "b", release: nil, service: nil),
        RiskKey(organisation: "a|b", product: "100%", release: "%7C", service: "x|%25"),
        RiskKey(organisation: "München", product: "package:ü", release: "1.0", service: "🏛"),
    ])
    func aKeyReadsWhatItWrote(key: RiskKey) {
        #expect(RiskKey(key.description) == key)
        #expect(key.description.split(separator: "|", omittingEmptySubsequences: false).count == 4)
    }

    @Test(arguments: ["", "a", "a|b|c", "a||c|d", "a|b|c|d|e"])
    func anythingElseIsNoKey(text: String) {
        #expect(RiskKey(text) == nil)
    }

    @Test func newKeysGetTheNextNumbersInTheirOwnOrder() {
        let first = assignReferences(existing: [:], keys: [key("mysql"), key("debian"), key("mysql")])
        #expect(first == [key("debian"): "R-0001", key("mysql"): "R-0002"])
        let second = assignReferences(existing: first, keys: [key("apache"), key("mysql")])
        #expect(second[key("apache")] == "R-0003" && second[key("mysql")] == "R-0002")
        #expect(second[key("debian")] == "R-0001")
    }

    @Test func aNumberIsNeverGivenAgain() {
        let existing = [key("gone"): "R-0041", key("old"): "Legacy-7"]
        let references = assignReferences(existing: existing, keys: [key("new")])
        #expect(references[key("new")] == "R-0042")
        #expect(assignReferences(existing: [key("many"): "R-9999"], keys: [key("new")])[key("new")] == "R-10000")
    }

    @Test(arguments: 1...20)
    func theOrderOfTheKeysDoesNotMatter(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let keys = (1...30).map { key("product\($0)", organisation: $0 % 2 == 0 ? nil : "stockton") }
        #expect(
            assignReferences(existing: [:], keys: keys)
                == assignReferences(existing: [:], keys: keys.shuffled(using: &random))
        )
    }
}
