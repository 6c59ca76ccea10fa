import Glibc

/// A program started by a test; killed and waited for when it is released, and killed when the test process ends.
package final class ChildProcess: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a program until this end of a pipe closes, then kills the process group, itself included. The pipe's other
    /// end closes with the test process, also when that crashes or exits without releasing anything.
    private static let watcher = #""$@" 3<&- & read -r _ <&3; kill -KILL 0"#

    /// The leader of the process group.
    private let id: pid_t
    /// Kept open for as long as the program is to run.
    private let lifeline: Int32

    /// Starts a program in a process group of its own, with stdout and stderr going to a file.
    package init(_ arguments: [String], outputPath: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(description: "cannot make a pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        lifeline = ends[1]
        do {
            let command = ["/bin/sh", "-c", Self.watcher, "sh"] + arguments
            id = try Self.spawn(command, outputPath: outputPath, descriptor3: ends[0])
        } catch {
            close(ends[1])
            throw error
        }
    }

    deinit {
        kill(-id, SIGKILL)
        while waitpid(id, nil, 0) < 0, errno == EINTR {}
        close(lifeline)
    }

    /// Stops the program where it is; it answers nothing any more.
    package func freeze() {
        kill(-id, SIGSTOP)
    }

    /// Runs a program to its end and returns what it printed.
    ///
    /// - Throws: when it cannot be started or does not exit with 0.
    @discardableResult
    package static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> String {
        let output = folder.path("output-of-a-program")
        unlink(output)
        let id = try spawn(arguments, outputPath: output, descriptor3: nil)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let text = String(decoding: TemporaryFolder.read(output), as: UTF8.self)
        guard status == 0 else { throw Failure(description: "\(arguments.joined(separator: " ")): \(text)") }
        return text
    }

    private static func spawn(_ arguments: [String], outputPath: String, descriptor3: Int32?) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        if let descriptor3 { posix_spawn_file_actions_adddup2(&actions, descriptor3, 3) }
        // A server that outlives its test must not hold on to locks and pipes of whoever runs the tests.
        // What they hand down has low numbers; everything of ours is closed by the kernel.
        for number in Int32(descriptor3 == nil ? 3 : 4)..<64 { posix_spawn_file_actions_addclose(&actions, number) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))

        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var id = pid_t()
        let code = posix_spawn(&id, arguments[0], &actions, &attributes, &argv, &envp)
        guard code == 0 else {
            throw Failure(description: "cannot start \(arguments[0]): \(String(cString: strerror(code)))")
        }
        return id
    }

    /// Nothing of whoever runs the tests but where a sanitizer writes what it finds: an instrumented simulator's report
    /// would go into its log, which nobody reads.
    private static let environment: [String] = {
        let sanitizers = ["ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"]
        let set = sanitizers.compactMap { name in getenv(name).map { "\(name)=" + String(cString: $0) } }
        return ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"] + set
    }()
}
