import EstateModel
import Testing

@testable import Collectors

struct ListenersTests {
    private func report(_ text: String) -> ListenersReport { ListenersReport(Array(text.utf8)) }

    @Test func theRecordingOfAGuestIsRead() throws {
        let found = ListenersReport(try Fixture.bytes("linux-host/debian12-guest/listeners.txt"))
        #expect(
            found.listeners == [
                Listener(address: "0.0.0.0", port: 22, process: "sshd"),
                Listener(address: "::", port: 22, process: "sshd"),
            ]
        )
        #expect(!found.isUnprivileged)
        #expect(found.ignoredLines == 0)
    }

    @Test(arguments: [
        ("0.0.0.0:22", "0.0.0.0", 22), ("*:80", "::", 80), (":::80", "::", 80), ("[::]:80", "::", 80),
        ("[fe80::1]%eth0:53", "fe80::1", 53), ("127.0.0.53%lo:53", "127.0.0.53", 53),
        ("[::ffff:127.0.0.1]:8005", "::ffff:127.0.0.1", 8005), ("::1:25", "::1", 25),
    ])
    func everyWayToWriteAnEndpointIsRead(text: String, address: String, port: Int) throws {
        let found = try #require(ListenersReport.endpoint(text))
        #expect(found.address == address)
        #expect(found.port == port)
    }

    @Test(arguments: ["", ":", "22", "0.0.0.0:", "0.0.0.0:0", "0.0.0.0:65536", "0.0.0.0:ssh", "host:22", "1.2.3:4"])
    func whatIsNoEndpointIsNone(text: String) {
        #expect(ListenersReport.endpoint(text) == nil)
    }

    @Test func oneProcessNamesASocketThatManyHold() {
        let text = "tcp 0.0.0.0:443 \"nginx\ntcp 0.0.0.0:443 \"nginx\ntcp *:22 \"systemd\"sshd\ntcp *:1 \"Plex Server\n"
        #expect(
            report(text).listeners == [
                Listener(address: "::", port: 1, process: "Plex Server"),
                Listener(address: "::", port: 22, process: "sshd"),
                Listener(address: "0.0.0.0", port: 443, process: "nginx"),
            ]
        )
    }

    @Test(arguments: [
        ("00000000:0016", "0.0.0.0", 22), ("0100007F:1F90", "127.0.0.1", 8080),
        ("00000000000000000000000000000000:0050", "::", 80),
        ("00000000000000000000000001000000:0019", "::1", 25),
        ("0000000000000000FFFF00000100007F:1F45", "::ffff:127.0.0.1", 8005),
        ("B80D0120000000000000000007000000:0050", "2001:db8::7", 80),
    ])
    func theKernelsTableIsRead(text: String, address: String, port: Int) throws {
        let found = try #require(ListenersReport.hexadecimalEndpoint(text))
        #expect(found.address == address)
        #expect(found.port == port)
    }

    @Test(arguments: ["", ":", "00000000:", "0000000:0016", "zzzzzzzz:0016", "00000000:0000", "+0000000:0016"])
    func whatIsNoRowOfTheTableIsNone(text: String) {
        #expect(ListenersReport.hexadecimalEndpoint(text) == nil)
    }

    @Test func withoutRootThePortsAreKnownAndTheGapIsAProblem() {
        let found = collect(with: ListenersCollector(), text: ["listeners": "unprivileged\ntcp 0.0.0.0:22 \n"])
        #expect(found.listeners == [Listener(address: "0.0.0.0", port: 22)])
        #expect(found.problems.map(\.code) == [.privilegeMissing])
        #expect(found.completeness[.services] == .partial)
    }

    @Test func whatCannotBeReadIsAProblemAndAnEmptyAnswerIsNone() {
        let garbage = collect(with: ListenersCollector(), text: ["listeners": "tcp nowhere\nProto Recv-Q\n"])
        #expect(garbage.problems.map(\.code) == [.unreadableOutput])
        #expect(collect(with: ListenersCollector(), text: ["listeners": ""]).problems.isEmpty)
    }

    /// What the host filters: queues, process ids, connections, private channels.
    private static let sockets = """
        State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
        LISTEN 3      128          0.0.0.0:22         0.0.0.0:*    users:(("sshd",pid=812,fd=3),("systemd",pid=1,fd=58))
        LISTEN 0      511                *:443              *:*    users:(("nginx",pid=9,fd=6),("nginx",pid=8,fd=6))
        ESTAB  0      0          192.0.2.2:22     192.0.2.99:50622 users:(("sshd",pid=999,fd=4))
        LISTEN 0      128        127.0.0.1:6010       0.0.0.0:*    users:(("sshd",pid=999,fd=9))
        LISTEN 0      128            [::1]:6010          [::]:*
        LISTEN 0      4096       127.0.0.1:41873      0.0.0.0:*    users:(("containerd",pid=700,fd=9))
        LISTEN 0      128        127.0.0.1:5432       0.0.0.0:*    users:(("my (odd) name",pid=1,fd=2))

        """

    @Test(arguments: ShellRun.shells)
    func theHostTakesOffWhatChangesByItself(shell: String) throws {
        let command = "ss () {\ncat <<'END'\n\(Self.sockets)END\n}\n" + ListenersCollector.probe.command
        let run = try ShellRun(script(["listeners": "reeve_uid=0\n" + command]), shell: shell)
        let answer = Answers(run.transcript.answers).bytes("listeners")
        #expect(
            String(decoding: answer, as: UTF8.self).split(separator: "\n").sorted() == [
                #"tcp *:443 "nginx"#, #"tcp 0.0.0.0:22 "sshd"systemd"#, #"tcp 127.0.0.1:5432 "my (odd) name"#,
            ]
        )
        #expect(ListenersReport(answer).listeners.map(\.process) == ["sshd", "nginx", "my (odd) name"])
    }

    @Test(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"), arguments: ["tcp", "tcp6"])
    func theKernelsTableOfTheCorpusIsRead(name: String) throws {
        let rows = try Corpus.text("jc/linux-proc/net_\(name)").split(separator: "\n").dropFirst()
        let local = rows.compactMap { row in row.split(separator: " ").dropFirst().first }
        #expect(!local.isEmpty)
        #expect(local.allSatisfy { ListenersReport.hexadecimalEndpoint(String($0)) != nil || $0.hasSuffix(":0000") })
    }
}
