/// Whose a program is, as far as its path tells.
enum ProgramPlace {
    /// Where packages put theirs, or wherever the search path leads: no path is told.
    case system
    /// Where people put their own: no package of the distribution brought it.
    case own
    case elsewhere

    /// - Parameter path: of a program; nil or empty when the host did not tell it.
    init(_ path: String?) {
        guard let path, !path.isEmpty else {
            self = .system
            return
        }
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        // A path from the root has an empty part first, and a program lies below a folder.
        guard parts.count == 3, parts[0].isEmpty else {
            self = .elsewhere
            return
        }
        switch parts[1] {
        case "usr" where parts[2].hasPrefix("local/"): self = .own
        case "usr", "bin", "sbin", "lib", "lib64": self = .system
        case "opt", "srv", "home", "root", "var": self = .own
        default: self = .elsewhere
        }
    }
}
