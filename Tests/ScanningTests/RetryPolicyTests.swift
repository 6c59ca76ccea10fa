import EstateModel
import Testing

@testable import Scanning

struct RetryPolicyTests {
    private static func problem(_ code: Problem.Code) -> Problem { Problem(code, message: "", remedy: "") }

    @Test(arguments: [Problem.Code.connectTimeout, .connectionLost, .unreachable, .jumpHostFailed])
    func whatCanHealIsTriedOnceMore(code: Problem.Code) {
        let policy = RetryPolicy(attempts: 2)
        let delay = policy.delay(after: Self.problem(code), attempt: 1, budget: .seconds(60), jitter: 0.5)
        #expect(delay == .seconds(2))
        #expect(policy.delay(after: Self.problem(code), attempt: 2, budget: .seconds(60), jitter: 0.5) == nil)
    }

    @Test(arguments: [
        Problem.Code.authenticationRefused, .hostKeyChanged, .hostKeyUnknown, .credentialUnavailable, .nameUnresolved,
        .noCommonAlgorithm, .hostDeadline, .noShell, .connectionRefused,
    ])
    func whatStaysBrokenIsNot(code: Problem.Code) {
        let delay = RetryPolicy(attempts: 9)
            .delay(after: Self.problem(code), attempt: 1, budget: .seconds(60), jitter: 0.5)
        #expect(delay == nil)
    }

    @Test func aHostWhoseTimeIsUsedUpIsLeftAlone() {
        let delay = RetryPolicy(attempts: 9)
            .delay(after: Self.problem(.connectTimeout), attempt: 1, budget: .milliseconds(900), jitter: 0.5)
        #expect(delay == nil)
    }

    @Test func hostsThatFailedTogetherComeBackApart() {
        let policy = RetryPolicy(attempts: 2)
        let problem = Self.problem(.connectTimeout)
        let early = policy.delay(after: problem, attempt: 1, budget: .seconds(60), jitter: 0)
        let late = policy.delay(after: problem, attempt: 1, budget: .seconds(60), jitter: 0.99)
        #expect(early == .seconds(1))
        #expect(late == .milliseconds(2980))
    }
}
