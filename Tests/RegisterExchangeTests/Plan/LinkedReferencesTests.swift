import RegisterExchange
import Testing

struct LinkedReferencesTests {
    @Test(arguments: [
        ("", []), ("1.2.3", ["1.2.3"]), ("3.1.1 & 4.3.4", ["3.1.1", "4.3.4"]),
        ("2.5.3-5", ["2.5.3", "2.5.4", "2.5.5"]),
        ("2.5.3 – 2.5.5", ["2.5.3", "2.5.4", "2.5.5"]), ("1.1.1, 1.2.1; 1.3.1", ["1.1.1", "1.2.1", "1.3.1"]),
        ("1.1.1 and 1.1.2", ["1.1.1", "1.1.2"]), ("1.1.1/1.1.2 + 1.1.3", ["1.1.1", "1.1.2", "1.1.3"]),
        ("1.1.1 1.1.2", ["1.1.1", "1.1.2"]), ("1.1.1 to 1.1.3", ["1.1.1", "1.1.2", "1.1.3"]),
        ("R-0007", ["R-0007"]), ("r-0007 & R-0009", ["R-0007", "R-0009"]),
        ("R-0007-9", ["R-0007", "R-0008", "R-0009"]),
        ("R-0007 to R-0009", ["R-0007", "R-0008", "R-0009"]),
        ("R-0098-R-0101", ["R-0098", "R-0099", "R-0100", "R-0101"]),
        ("1.5.3.1", ["1.5.3.1"]), ("Ref 1.2.3", ["1.2.3"]), ("1.2.3, 1.2.3", ["1.2.3"]),
        ("2.5.3-5 & 2.5.4", ["2.5.3", "2.5.4", "2.5.5"]),
        ("none", []), ("7", ["7"]),
    ])
    func referencesAreReadAndRangesWrittenOut(text: String, expected: [String]) {
        let links = LinkedReferences(reading: text)
        #expect(links.references == expected)
        #expect(links.unread.isEmpty && links.text == text)
    }

    @Test func whatStandsInBracketsIsARemark() {
        let links = LinkedReferences(reading: "3.5.2 (wrong way round)")
        #expect(links.references == ["3.5.2"])
        #expect(links.remarks == ["wrong way round"])
    }

    @Test(arguments: ["see appendix", "2.5.5-3", "2.5.3-2.6.5", "1.1-9999999", "2.5.3-5000", "(", "1..2", "é.1"])
    func whatIsNoReferenceIsShownAndNotGuessed(text: String) {
        let links = LinkedReferences(reading: text)
        #expect(links.references.isEmpty)
        #expect(!links.unread.isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func manyReferencesAreBounded() {
        let ranges = (0..<400).map { "\($0).1-190" }.joined(separator: ",")
        #expect(LinkedReferences(reading: ranges).references.count <= 1200)
        let dashes = String(repeating: "-", count: 100_000)
        #expect(LinkedReferences(reading: dashes).unread.count == 1)
        let story = String(repeating: "1.1.1, ", count: 10_000)
        #expect(LinkedReferences(reading: story).references.isEmpty)
    }
}
