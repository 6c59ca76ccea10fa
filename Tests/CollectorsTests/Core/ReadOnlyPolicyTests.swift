import Testing

@testable import Collectors

struct ReadOnlyPolicyTests {
    @Test(arguments: [
        "echo x > /etc/passwd", "echo x >>/var/log/x", "rm -f x", "a; rm x", "a | tee /tmp/x", "sed -i s/a/b/ /etc/x",
        "apt-get update", "$(curl http://x)", "cat <<EOF", "dd if=/dev/sda", "echo > $file", "yum makecache",
    ])
    func whatChangesTheHostIsRefused(command: String) {
        #expect(!ReadOnlyPolicy.objections(to: command, shell: .posix).isEmpty)
    }

    @Test(arguments: [
        "cat /etc/os-release 2>/dev/null", "rpm -qa 2>&1 >&4 4>&-", "awk '$1 > 2 { print }' /etc/fstab",
        "a >/dev/null 2>&1",
        "printf '%s -> %s' a b", "pacman -Qu || return 0", "(command) </dev/null",
    ])
    func whatOnlyReadsIsAllowed(command: String) {
        #expect(ReadOnlyPolicy.objections(to: command, shell: .posix) == [])
    }

    @Test(arguments: ["Get-CimInstance Win32_Product", "Set-ItemProperty HKLM:\\x y", "Get-Date | Out-File c:\\x"])
    func whatChangesWindowsIsRefused(command: String) {
        #expect(!ReadOnlyPolicy.objections(to: command, shell: .powershell).isEmpty)
    }
}
