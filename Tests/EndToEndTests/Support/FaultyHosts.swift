import Glibc
import TestSupport

/// Every way in which a host cannot be read at all, side by side in one estate.
enum FaultyHosts {
    static let all = unreachable + distrusted + refused + withoutShell

    private static let unreachable = [
        FaultyHost(
            "down",
            "connection-refused",
            message: ["down: cannot connect to port", "127.0.0.77", "refused"],
            remedy: ["Check that sshd runs on the host"]
        ) { estate, name in
            try estate.addTarget(name, address: "127.0.0.77", port: LoopbackSocket.closedPort())
        },
        FaultyHost(
            "misspelt",
            "name-unresolved",
            message: ["no-such-host.invalid"],
            remedy: ["address"]
        ) { estate, name in
            try estate.addTarget(name, address: "no-such-host.invalid", port: 22)
        },
        FaultyHost(
            "ancient",
            "no-common-algorithm",
            message: ["ancient: "],
            remedy: ["legacy"]
        ) { estate, name in
            try estate.addHost(name) { $0.configuration = ["KexAlgorithms diffie-hellman-group1-sha1"] }
        },
        FaultyHost(
            "silent",
            "connect-timeout",
            message: ["silent: ", "did not end in time"],
            remedy: ["Check that the host is up", "allow more time in limits"]
        ) { estate, name in
            try estate.addTarget(name, .silent, settings: "limits: {connect: 2s}")
        },
        FaultyHost(
            "dripping",
            "connect-timeout",
            message: ["dripping: ", "did not end in time"],
            remedy: ["allow more time in limits"]
        ) { estate, name in
            try estate.addTarget(name, .drips("Welcome"), settings: "limits: {connect: 2s}")
        },
        FaultyHost(
            "web",
            "not-ssh",
            message: ["no SSH 2 server", "HTTP/1.1 400 Bad Request"],
            remedy: ["Check the port"]
        ) { estate, name in
            try estate.addTarget(name, .saysAndCloses("HTTP/1.1 400 Bad Request\r\n\r\n"))
        },
        FaultyHost(
            "slammed",
            "connection-lost",
            message: ["the connection at once"],
            remedy: ["MaxStartups"]
        ) { estate, name in
            try estate.addTarget(name, .saysAndCloses(""))
        },
    ]

    private static let distrusted = [
        FaultyHost(
            "changed",
            "host-key-changed",
            message: ["changed: the host key changed", "SHA256:", "may be another machine"],
            remedy: ["Find out why it changed", "remove line", "known_hosts"]
        ) { estate, name in
            let server = try estate.addHost(name, recordsHostKey: false)
            let other = try TestKey(in: estate.folder, name: "another-host-key")
            try estate.recordHostKeys([other.typeAndBlob], port: server.port)
        },
        FaultyHost(
            "revoked",
            "host-key-revoked",
            message: ["revoked: ", "revoked"],
            remedy: []
        ) { estate, name in
            let server = try estate.addHost(name, recordsHostKey: false)
            try estate.folder.write(
                estate.folder.text(of: "estate/known_hosts")
                    + server.hostKeys.map { "@revoked [127.0.0.1]:\(server.port) \($0)\n" }.joined(),
                to: "estate/known_hosts"
            )
        },
        FaultyHost(
            "stranger",
            "host-key-unknown",
            message: ["stranger: the host key of", "is not known", "SHA256:"],
            remedy: ["Compare the fingerprint", "known_hosts"]
        ) { estate, name in
            try estate.addHost(name, recordsHostKey: false)
        },
    ]

    private static let refused = [
        FaultyHost(
            "refuses-key",
            "authentication-refused",
            message: ["refused", "key"],
            remedy: ["tried once and is not tried again"]
        ) { estate, name in
            try estate.addHost(name) { $0.authorizedKeys = [] }
        },
        FaultyHost(
            "refuses-password",
            "authentication-refused",
            message: ["refused", "password"],
            remedy: ["tried once and is not tried again"]
        ) { estate, name in
            try estate.addCredential("spelling: {password: {env: END_TO_END_PASSWORD}}")
            try estate.addHost(name, settings: "credential: spelling") {
                $0.configuration = ["PasswordAuthentication yes"]
            }
        },
        FaultyHost(
            "unset",
            "credential-unavailable",
            message: ["the credential 'unset' cannot be used", "END_TO_END_UNSET"],
            remedy: ["make the secret available"]
        ) { estate, name in
            try estate.addCredential("unset: {password: {env: END_TO_END_UNSET}}")
            try estate.addHost(name, settings: "credential: unset")
        },
        FaultyHost(
            "locked-key",
            "credential-unavailable",
            message: ["the key file", "cannot be used", "passphrase"],
            remedy: ["passphrase"]
        ) { estate, name in
            let locked = try TestKey(in: estate.folder, name: "estate/keys/locked", passphrase: "right")
            try estate.addCredential("locked: {key-file: keys/locked, passphrase: {env: END_TO_END_PASSWORD}}")
            try estate.addHost(name, settings: "credential: locked") { $0.authorizedKeys = [locked.publicLine] }
        },
        FaultyHost(
            "no-key-file",
            "credential-unavailable",
            message: ["the key file", "keys/absent", "cannot be used"],
            remedy: []
        ) { estate, name in
            try estate.addCredential("absent: {key-file: keys/absent}")
            try estate.addHost(name, settings: "credential: absent")
        },
        FaultyHost(
            "no-agent",
            "credential-unavailable",
            message: ["SSH_AUTH_SOCK is not set"],
            remedy: ["then scan again"]
        ) { estate, name in
            try estate.addCredential("agent: {agent: true}")
            try estate.addHost(name, settings: "credential: agent")
        },
    ]

    private static let withoutShell = [
        FaultyHost(
            "no-shell",
            "no-shell",
            message: ["neither a POSIX shell nor PowerShell answered", "This account is currently not available."],
            remedy: ["a shell that can run /bin/sh -s"]
        ) { estate, name in
            try estate.addHost(name) { $0.forceCommand = "/usr/sbin/nologin" }
        },
        FaultyHost(
            "mute",
            "no-shell",
            message: ["neither a POSIX shell nor PowerShell answered; the host said nothing"],
            remedy: ["a shell that can run /bin/sh -s"]
        ) { estate, name in
            try estate.addHost(name) { $0.forceCommand = "/bin/false" }
        },
        FaultyHost(
            "echo",
            "no-shell",
            message: ["neither a POSIX shell nor PowerShell answered"],
            remedy: ["a shell that can run /bin/sh -s"]
        ) { estate, name in
            try estate.addHost(name) { $0.forceCommand = "/bin/cat" }
        },
        FaultyHost(
            "talker",
            "output-too-large",
            message: ["talker: the answer is larger than 12582912 bytes"],
            remedy: ["Look at what the host prints", "raise `limits`"]
        ) { estate, name in
            try estate.addHost(name) { $0.forceCommand = "/usr/bin/yes" }
        },
        FaultyHost(
            "endless",
            "host-deadline",
            message: ["endless: not finished within 3"],
            remedy: ["find what is slow", "raise `limits`"]
        ) { estate, name in
            try estate.addHost(name, settings: "limits: {host: 3s}") { $0.forceCommand = "/bin/sleep 30" }
        },
    ]
}

extension EndToEndEstate {
    /// A target behind which no proper SSH server listens.
    func addTarget(_ name: String, _ behaviour: MisbehavingServer.Behaviour, settings: String = "") throws {
        let server = try MisbehavingServer(behaviour)
        keepAlive.append(server)
        try addTarget(name, port: server.port, settings: settings)
    }
}
