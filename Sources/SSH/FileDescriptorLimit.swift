import Glibc

/// How many files and sockets this process may have open.
package enum FileDescriptorLimit {
    /// Raises the limit to what the system allows without privilege. One session in flight needs one descriptor.
    ///
    /// - Returns: the limit that now holds; nil when the system does not say.
    @discardableResult
    package static func raise() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        var wanted = limit
        wanted.rlim_cur = limit.rlim_max
        let raised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &wanted) == 0
        return Int(exactly: raised ? wanted.rlim_cur : limit.rlim_cur) ?? Int.max
    }
}
