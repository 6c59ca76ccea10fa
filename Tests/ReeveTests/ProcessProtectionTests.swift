import Foundation
import Testing

@testable import Reeve

struct ProcessProtectionTests {
    @Test func theProcessLeavesNoCoreAndCannotBeTraced() async {
        await #expect(processExitsWith: .success) {
            #expect(ProcessProtection.isDumpable)
            ProcessProtection.begin()
            #expect(!ProcessProtection.isDumpable)
            var limit = rlimit()
            #expect(getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0)
            #expect(limit.rlim_cur == 0)
            #expect(limit.rlim_max == 0)
        }
    }

    @Test func whatIsMadeIsForItsOwnerOnly() async {
        await #expect(processExitsWith: .success) {
            umask(0o022)
            ProcessProtection.begin()
            #expect(umask(0) == 0o077)
        }
    }

    /// A backtrace shows registers and memory.
    @Test func aCrashEndsTheProcessByItsSignal() async {
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            unsetenv("SWIFT_BACKTRACE")
            ProcessProtection.begin()
            raise(SIGSEGV)
        }
    }
}
