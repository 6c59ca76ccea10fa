import Foundation

/// What the process does before anything else, so that nothing of what it holds gets out by accident.
enum ProcessProtection {
    /// Files that are made are for their owner only, and neither a core dump nor a debugger shows the secrets in
    /// memory.
    static func begin() {
        umask(0o077)
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        _ = control?(setDumpable, 0, 0, 0, 0)
        silenceBacktraces()
    }

    /// Whether the kernel would let this process be dumped or traced.
    static var isDumpable: Bool { control?(getDumpable, 0, 0, 0, 0) != 0 }

    /// Swift's backtrace prints registers and the memory that they point to. Whoever wants it asks for it by name.
    private static func silenceBacktraces() {
        guard ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] == nil else { return }
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    }

    // linux/prctl.h
    private static let getDumpable: Int32 = 3
    private static let setDumpable: Int32 = 4

    private typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32

    /// `prctl`, which Swift cannot call by name because it is variadic in C. Integers are passed alike either way.
    private static let control = dlsym(nil, "prctl").map { unsafeBitCast($0, to: Control.self) }
}
