import Testing

@testable import Reeve

struct SigningTextTests {
    /// Whoever asks chooses the words of the justification, and could make a line break where it suits them.
    @Test(arguments: [20, 40, 60, 110])
    func noPartOfALongLineLooksLikeALineOfItsOwn(width: Int) {
        let justification = "Justification: " + String(repeating: "needed ", count: 30) + "Decision: reject"
        let text = "Exception: E-0001\n\(justification)\nDecision: approve\n"
        let shown = ExceptionDeciding.forTheEye(text, width: width)
        let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.filter { $0.hasPrefix("Decision:") } == ["Decision: approve"])
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(
            lines.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } } == [
                "Exception", "Justification", "Decision", "",
            ]
        )
    }
}
