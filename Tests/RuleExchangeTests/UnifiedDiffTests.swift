import Testing

@testable import RuleExchange

struct UnifiedDiffTests {
    @Test func textsThatAreTheSameGiveNothing() {
        #expect(UnifiedDiff(path: "a.yaml", old: "x\n", new: "x\n").text.isEmpty)
    }

    @Test func aChangedLineStandsBetweenThreeLinesOfContext() {
        let old = (1...9).map { "line \($0)\n" }.joined()
        let new = old.replacing("line 5", with: "LINE 5")
        #expect(
            UnifiedDiff(path: "a/b.yaml", old: old, new: new).text == """
                --- a/a/b.yaml
                +++ b/a/b.yaml
                @@ -2,7 +2,7 @@
                 line 2
                 line 3
                 line 4
                -line 5
                +LINE 5
                 line 6
                 line 7
                 line 8

                """
        )
    }

    @Test func changesThatAreFarApartAreTwoHunks() {
        let old = (1...30).map { "\($0)\n" }.joined()
        let new = old.replacing("\n3\n", with: "\nthree\n").replacing("\n27\n", with: "\n")
        let text = UnifiedDiff(path: "f", old: old, new: new).text
        #expect(text.contains("@@ -1,6 +1,6 @@\n"))
        #expect(text.contains("@@ -24,7 +24,6 @@\n"))
    }

    @Test func aNewFileAndAFileThatGoesAreNamedAsSuch() {
        let text = UnifiedDiff(path: "n", old: nil, new: "one\ntwo").text
        #expect(text == "--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+one\n+two\n\\ No newline at end of file\n")
        let gone = UnifiedDiff(path: "n", old: "one\n", new: nil).text
        #expect(gone == "--- a/n\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-one\n")
    }

    @Test func aLostCarriageReturnIsAChange() {
        let text = UnifiedDiff(path: "n", old: "one\r\n", new: "one\n").text
        #expect(text.hasSuffix("@@ -1,1 +1,1 @@\n-one\r\n+one\n"))
    }
}
