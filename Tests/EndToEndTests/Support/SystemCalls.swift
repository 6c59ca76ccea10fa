/// What `strace -f` wrote of a server and its sessions, reduced to the calls of the sessions: those of `/bin/sh -s`
/// and of everything that comes of it. What the account's own profile did before is not ours.
struct SystemCalls {
    struct Line {
        var process: Int
        var call: String
        var text: String
        /// Programs that the process or its parents have become.
        var isOfSudo: Bool

        var succeeded: Bool { !text.contains(" = -1 ") && !text.contains(" = ? ") }
    }

    private(set) var lines: [Line] = []
    private(set) var programs = 0
    /// The session's processes, by number.
    private var session: [Int: Bool] = [:]
    var processes: Int { session.count }

    private static let changing: Set<String> = [
        "creat", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "link", "linkat",
        "symlink", "symlinkat", "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat",
        "truncate", "ftruncate", "fallocate", "utime", "utimes", "utimensat", "futimesat", "mknod", "mknodat",
        "setxattr",
        "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "mount", "umount2", "swapon",
    ]
    private static let harmless = ["\"/dev/null\"", "\"/dev/tty\"", "\"/proc/self/", "O_TMPFILE"]
    private static let forks: Set<String> = ["clone", "clone3", "fork", "vfork"]

    init(trace: String) {
        var unfinished: [Int: String] = [:]
        for row in trace.split(separator: "\n") {
            guard let space = row.firstIndex(of: " "), let process = Int(row[..<space]) else { continue }
            var text = String(row[row.index(after: space)...].drop { $0 == " " })
            if text.hasSuffix("<unfinished ...>") {
                unfinished[process] = String(text.dropLast("<unfinished ...>".count))
                // A child may run before its parent is told its number; see `adopt`.
                continue
            }
            if text.hasPrefix("<... "), let end = text.firstRange(of: "resumed>") {
                text = (unfinished.removeValue(forKey: process) ?? "") + text[end.upperBound...]
            }
            read(Line(process: process, call: String(text.prefix { $0 != "(" }), text: text, isOfSudo: false))
        }
        lines += waiting.values.flatMap { $0 }.filter { session[$0.process] != nil }
    }

    /// Lines of processes whose parent is not known yet.
    private var waiting: [Int: [Line]] = [:]

    private mutating func read(_ line: Line) {
        var line = line
        let startsSession = line.call == "execve" && line.text.contains("[\"/bin/sh\", \"-s\"")
        if startsSession, session[line.process] == nil {
            session[line.process] = false
            waiting[line.process] = nil
        }
        guard let isOfSudo = session[line.process] else {
            waiting[line.process, default: []].append(line)
            return
        }
        if line.call == "execve", line.succeeded {
            programs += 1
            if line.text.contains("/sudo\"") { session[line.process] = true }
        }
        line.isOfSudo = session[line.process] ?? isOfSudo
        lines.append(line)
        if Self.forks.contains(line.call), let child = line.text.split(separator: " ").last.flatMap({ Int($0) }),
            child > 0
        {
            session[child] = line.isOfSudo
            for earlier in waiting.removeValue(forKey: child) ?? [] { read(earlier) }
        }
    }

    /// Calls that changed a file system.
    var changes: [Line] {
        lines.filter { line in
            guard line.succeeded else { return false }
            if Self.changing.contains(line.call) { return true }
            guard ["open", "openat", "openat2"].contains(line.call) else { return false }
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"].contains { line.text.contains($0) }
            return writes && !Self.harmless.contains { line.text.contains($0) }
        }
    }

    /// Calls that spoke to another machine, or to this one as if it were another.
    var conversations: [Line] {
        lines.filter { line in
            ["connect", "sendto", "bind", "listen"].contains(line.call)
                && (line.text.contains("AF_INET") || line.text.contains("AF_INET6"))
        }
    }
}
