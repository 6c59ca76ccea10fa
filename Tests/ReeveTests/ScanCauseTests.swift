import EstateModel
import Testing

@testable import Reeve

struct ScanCauseTests {
    private func problem(_ target: String, _ code: Problem.Code, _ remedy: String) -> (target: String, problem: Problem)
    {
        (target, Problem(code, message: "\(target): failed", remedy: remedy))
    }

    @Test func remediesThatDifferInANumberAloneAreOneCause() {
        let causes = ScanCause.all([
            problem("b", .hostKeyChanged, "remove line 12 of known_hosts"),
            problem("a", .hostKeyChanged, "remove line 7 of known_hosts"),
            problem("c", .hostKeyChanged, "ask somebody"),
            problem("d", .connectTimeout, "wait 10 s"),
            problem("e", .connectTimeout, "wait 10 s"),
            problem("f", .connectTimeout, "wait 10 s"),
        ])
        #expect(causes.map(\.targets) == [["d", "e", "f"], ["a", "b"], ["c"]])
        #expect(causes.map(\.remedy) == ["wait 10 s", "remove line … of known_hosts", "ask somebody"])
        #expect(causes[1].message == "a: failed")
    }

    @Test func aTargetIsNamedOnceInACause() {
        let causes = ScanCause.all(Array(repeating: problem("a", .probeFailed, "look"), count: 3))
        #expect(causes.map(\.targets) == [["a"]])
        #expect(ScanCause.all([]).isEmpty)
    }
}
