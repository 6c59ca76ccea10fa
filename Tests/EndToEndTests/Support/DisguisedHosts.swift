/// Hosts of which something can be read, and something cannot.
enum DisguisedHosts {
    static let dpkg = "/usr/bin/dpkg-query"

    static let partial = withoutPrivileges + slow + garrulous

    private static let withoutPrivileges = [
        host(
            "not-in-sudoers",
            HostDisguise(asOrdinaryUser: true),
            settings: "escalate: sudo",
            "privilege-missing",
            message: ["root"],
            remedy: ["reeve probes --sudoers", "escalate: sudo"]
        ),
        host(
            "without-sudo",
            HostDisguise(hiding: ["/usr/bin/sudo"], asOrdinaryUser: true),
            settings: "escalate: sudo",
            "privilege-missing",
            message: ["root"],
            remedy: ["reeve probes --sudoers"]
        ),
        host(
            "broken-dpkg",
            // Quiet, because a second scan must find it unchanged.
            HostDisguise(
                replacing: [dpkg: "echo 'dpkg-query: the database is \u{1B}[31mbroken' >&2; exit 2"],
                isQuiet: true
            ),
            "probe-failed",
            message: [#"probe 'dpkg' ended with status 2, saying: dpkg-query: the database is \u{1b}[31mbroken"#],
            remedy: ["Run it on the host by hand"]
        ),
        host(
            "without-a-library",
            HostDisguise(replacing: [dpkg: "echo 'error while loading shared libraries: libc.so' >&2; exit 127"]),
            "command-missing",
            message: ["probe 'dpkg' needs a command that the host does not have", "libc.so"],
            remedy: ["Nothing, if the host is meant to lack it"]
        ),
    ]

    private static let slow = [
        host(
            "never-ends",
            HostDisguise(replacing: [dpkg: "sleep 20"]),
            settings: "limits: {probe: 2s}",
            "probe-timeout",
            message: ["probe 'dpkg' did not end within"],
            remedy: ["Run it on the host by hand"]
        ),
        host(
            "too-slow",
            HostDisguise(replacing: [dpkg: "sleep 30"]),
            settings: "limits: {host: 8s}",
            "host-deadline",
            message: ["too-slow: not finished within 8", "what came until then is kept"],
            remedy: ["find what is slow"]
        ),
        host(
            "ended-early",
            HostDisguise(replacing: [dpkg: "sleep 20"], shell: "/usr/bin/timeout 4 /bin/sh -c"),
            "answer-incomplete",
            message: ["the script ended early"],
            remedy: ["Scan again"]
        ),
        host(
            "cut",
            // Up to the process that sshd started for this login.
            HostDisguise(
                replacing: [
                    dpkg: """
                    id=$$
                    while read -r _ name _ parent _ <"/proc/$id/stat" && [ "$name" != '(sshd)' ]; do id=$parent; done
                    kill -KILL "$id"
                    sleep 5
                    """
                ]
            ),
            "connection-lost",
            message: ["cut: the connection was lost"],
            remedy: ["Scan the host again", "sshd log"]
        ),
    ]

    private static let garrulous = [
        host(
            "endless-list",
            HostDisguise(replacing: [dpkg: "head -c 200000000 /dev/zero | tr '\\0' x"]),
            "output-too-large",
            message: ["probe 'dpkg' printed more than"],
            remedy: ["Look at what the host prints"]
        ),
        host(
            "over-the-host-limit",
            HostDisguise(replacing: [dpkg: "yes 'a package that is none'"]),
            settings: "limits: {host-bytes: 2MiB}",
            "output-too-large",
            message: ["over-the-host-limit: the answer is larger than 2097152 bytes"],
            remedy: ["raise `limits`"]
        ),
        host(
            "garbage",
            HostDisguise(replacing: [dpkg: "head -c 3000 /dev/urandom"]),
            "unreadable-output",
            message: ["of probe 'dpkg' could not be read"],
            remedy: ["Look at what the host prints"]
        ),
    ]

    private static func host(
        _ name: String,
        _ disguise: HostDisguise,
        settings: String = "",
        _ code: String,
        message: [String],
        remedy: [String]
    ) -> FaultyHost {
        FaultyHost(name, code, message: message, remedy: remedy) { estate, name in
            try estate.addHost(name, disguise, settings: settings)
        }
    }
}
