/// What no probe may contain. A guard against mistakes of our own, not a sandbox: a test holds every probe against it,
/// and `reeve probes` prints the text for people to judge.
package enum ReadOnlyPolicy {
    /// What is wrong with a command, in sentences; empty when nothing is.
    package static func objections(to command: String, shell: Shell) -> [String] {
        let words = Set(words(of: command, shell: shell))
        let forbidden = shell == .posix ? posixWords : powershellWords
        var objections = words.intersection(forbidden).sorted().map {
            "'\($0)' changes the host or goes to the network"
        }
        let phrases = shell == .posix ? posixPhrases : powershellPhrases
        let lower = command.lowercased()
        objections += phrases.filter { lower.contains($0) }.map { "'\($0)' changes the host or goes to the network" }
        if shell == .posix {
            objections += redirections(in: command).map { "it redirects to '\($0)'" }
            if command.contains("<<") { objections.append("a here-document may need a temporary file") }
        }
        return objections
    }

    private static let posixWords: Set<String> = [
        "rm", "rmdir", "mv", "cp", "ln", "mkdir", "mkfifo", "mknod", "mktemp", "touch", "tee", "install", "dd",
        "truncate",
        "chmod", "chown", "kill", "killall", "pkill", "reboot", "shutdown", "mount", "umount", "modprobe", "insmod",
        "curl", "wget", "nc", "ncat", "ssh", "scp", "rsync", "ftp", "ping", "dig", "nslookup", "python", "python3",
        "crontab", "useradd", "usermod", "passwd", "sysctl",
    ]

    private static let posixPhrases = [
        "sed -i", "apt-get update", "apt update", "apt-get install", "yum makecache", "dnf makecache", "yum update",
        "yum install", "dnf install", "dnf upgrade", "zypper refresh", "zypper ref ", "zypper install", "zypper up ",
        "apk update", "apk add", "pacman -sy", "rpm -i", "rpm -u", "rpm --import", "systemctl start", "systemctl stop",
        "systemctl restart", "systemctl enable", "systemctl disable", "lsof ", "find / ",
    ]

    private static let powershellWords: Set<String> = [
        "set-content", "add-content", "out-file", "new-item", "remove-item", "move-item", "copy-item", "rename-item",
        "set-itemproperty", "new-itemproperty", "remove-itemproperty", "start-service", "stop-service", "set-service",
        "restart-computer", "stop-computer", "invoke-webrequest", "invoke-restmethod", "start-bitstransfer",
        "install-module", "set-executionpolicy", "invoke-wmimethod", "invoke-cimmethod", "start-process",
    ]

    private static let powershellPhrases = ["win32_product", "new-object net.webclient", "downloadstring"]

    /// Words as a shell divides them, quotes and brackets taken for blanks, lower case for PowerShell. Names after `$`
    /// and words of awk programs that happen to be commands would only be reported too often, never too rarely.
    private static func words(of command: String, shell: Shell) -> [String] {
        let divided = command.split { character in
            character.isWhitespace || "();|&`\"'{}".contains(character)
        }
        return divided.map { shell == .posix ? String($0) : $0.lowercased() }
    }

    /// Targets of `>` other than /dev/null and file descriptors, quoted text and arithmetic left out.
    private static func redirections(in command: String) -> [String] {
        var result: [String] = []
        let characters = Array(unquoted(command))
        var index = 0
        while index < characters.count {
            defer { index += 1 }
            guard characters[index] == ">", index == 0 || characters[index - 1] != "-" else { continue }
            var end = index + 1
            while end < characters.count, characters[end] == ">" || characters[end] == "&" || characters[end] == " " {
                end += 1
            }
            let start = end
            while end < characters.count, !characters[end].isWhitespace, !";|&)}".contains(characters[end]) { end += 1 }
            let target = String(characters[start..<end])
            let isDescriptor = !target.isEmpty && target.allSatisfy { $0.isNumber || $0 == "-" }
            if target != "/dev/null", !isDescriptor { result.append(target) }
            index = end - 1
        }
        return result
    }

    /// The command without what stands in quotes.
    private static func unquoted(_ command: String) -> String {
        var result = ""
        var quote: Character?
        var isEscaped = false
        for character in command {
            if isEscaped {
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else {
                result.append(character)
            }
        }
        return result
    }
}
