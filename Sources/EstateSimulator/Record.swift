import ArgumentParser
import Collectors
import EstateModel
import Glibc

struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Run Reeve's script on this machine and keep what it prints, with placeholders for what tells hosts apart.",
        discussion: "Look the result over before it is kept: only names, identifiers and addresses are replaced."
    )

    /// Taken for nothing else than telling frames apart in the recording.
    private static let nonce = "5YmDbo1ReeveRecording"

    @Option(help: "The folder that gets `stdout` and `stderr`.")
    var into: String
    @Option(help: "Another script for /bin/sh; its first line must give \(nonce) as the nonce.")
    var script: String?

    func run() throws {
        try Files.makeFolder(into)
        let input: [UInt8]
        if let script {
            input = try Files.read(script)
        } else {
            input =
                PosixScript.compose(PosixScript.text(of: PlatformRegistry.all), nonce: Self.nonce, escalation: .none)
                .input
        }
        try Files.write(input, to: into + "/script")
        try runShell()
        unlink(into + "/script")
        var recording = try Recording(folder: into)
        recording.replace(Self.nonce, by: "{{nonce}}")
        for (value, placeholder) in Self.marksOfThisMachine() { recording.replace(value, by: placeholder) }
        try recording.write(to: into)
    }

    /// Through files, so that neither side can wait for the other.
    private func runShell() throws(SimulatorError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, into + "/script", O_RDONLY, 0)
        for (number, name) in [(Int32(1), "/stdout"), (Int32(2), "/stderr")] {
            posix_spawn_file_actions_addopen(&actions, number, into + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-s"), nil]
        defer { for argument in arguments { free(argument) } }
        var id = pid_t()
        let code = posix_spawn(&id, "/bin/sh", &actions, nil, &arguments, environ)
        guard code == 0 else { throw SimulatorError("cannot start /bin/sh: \(String(cString: strerror(code)))") }
        while waitpid(id, nil, 0) < 0, errno == EINTR {}
    }

    /// What must not be kept of this machine, and what stands for it.
    private static func marksOfThisMachine() -> [(String, String)] {
        var marks: [(String, String)] = []
        func add(_ path: String, _ placeholder: String) {
            guard let text = try? Files.text(path) else { return }
            let value = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !value.isEmpty { marks.append((value, placeholder)) }
        }
        add("/proc/sys/kernel/hostname", "{{host}}")
        add("/etc/machine-id", "{{machine-id}}")
        add("/sys/class/dmi/id/product_uuid", "{{uuid}}")
        for name in ["product", "board", "chassis"] { add("/sys/class/dmi/id/\(name)_serial", "{{serial}}") }
        return marks + networkMarks()
    }

    private static func networkMarks() -> [(String, String)] {
        var marks: [(String, String)] = []
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var next = list
        while let interface = next?.pointee {
            next = interface.ifa_next
            let path = "/sys/class/net/\(String(cString: interface.ifa_name))/address"
            if let text = try? Files.text(path), let mac = text.split(whereSeparator: \.isWhitespace).first {
                marks.append((String(mac), "{{mac}}"))
            }
            guard let address = interface.ifa_addr else { continue }
            var text = [CChar](repeating: 0, count: 64)
            let isIPv6 = address.pointee.sa_family == sa_family_t(AF_INET6)
            let length = isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
            guard isIPv6 || address.pointee.sa_family == sa_family_t(AF_INET),
                getnameinfo(address, socklen_t(length), &text, 64, nil, 0, NI_NUMERICHOST) == 0
            else { continue }
            let value = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            // Loopback addresses tell nothing.
            guard !value.hasPrefix("127."), value != "::1", !value.contains("%") else { continue }
            marks.append((value, isIPv6 ? "2001:db8::1" : "{{address}}"))
        }
        return marks
    }
}
