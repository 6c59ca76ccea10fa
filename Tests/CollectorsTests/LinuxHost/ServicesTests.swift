import EstateModel
import Testing

@testable import Collectors

struct ServicesTests {
    private func facts(_ text: String) -> [Fact] { ServicesCollector.facts(Array(text.utf8)) }

    /// Units made for the recording: one that somebody wrote, one for a script of SysV init, one that a timer starts
    /// and that was running, and a packaged one.
    @Test func theRecordingOfAHostIsRead() throws {
        let found = ServicesCollector.facts(try Fixture.bytes("linux-host/services/debian12.txt"))
        #expect(
            found.map(\.fields) == [
                ["name": "payroll", "state": "running", "path": "/usr/bin/java -jar /opt/payroll/app.jar"],
                ["name": "oracle", "path": "/etc/init.d/oracle"], ["name": "nightly", "path": "/opt/My App/run"],
            ]
        )
    }

    @Test func aUnitHasItsNameStateAndProgram() {
        let text = """
            unit	cron.service	running	/lib/systemd/system/cron.service
            unit	payroll.service	-	/etc/systemd/system/payroll.service
            unit	oracle	-	/etc/init.d/oracle
            unit	lost.service	running	
            exec	/lib/systemd/system/cron.service	/usr/sbin/cron
            exec	/etc/systemd/system/payroll.service	/usr/bin/java -jar /opt/payroll/app.jar
            """
        #expect(
            facts(text).map(\.fields) == [
                ["name": "cron", "state": "running", "path": "/usr/sbin/cron"],
                ["name": "payroll", "path": "/usr/bin/java -jar /opt/payroll/app.jar"],
                ["name": "oracle", "path": "/etc/init.d/oracle"], ["name": "lost", "state": "running"],
            ]
        )
    }

    @Test(arguments: [
        "", "\n", "unit", "unit\t\t\t", "unit\t.service\t-\t/x", "exec\t/a\t/b", "unidad\tcron\t-\t/x",
        "systemctl: command not found", "\u{FFFD}\0\n",
    ])
    func whatIsNoUnitIsNone(text: String) {
        #expect(facts(text).isEmpty)
    }

    @Test func aCutAnswerKeepsWhatIsWhole() {
        #expect(facts("unit\ta.service\t-\t/x\nunit\tb.serv").map(\.fields) == [["name": "a", "path": "/x"]])
    }

    @Test func aFloodIsBounded() {
        let text = (0..<5000).map { "unit\ts\($0).service\t-\t/etc/\($0)\n" }.joined()
        #expect(facts(text).count == ServicesCollector.mostServices)
    }

    /// A unit's arguments may hold passwords; the state of what a timer starts would differ in every scan.
    @Test(arguments: ShellRun.shells)
    func theProbeNamesProgramsOfNoPackageWithoutTheirArguments(shell: String) throws {
        let platform = Platform(id: "linux", shell: .posix, systemNames: ["Linux"], collectors: [ServicesCollector()])
        let composed = PosixScript.compose(PosixScript.text(of: [platform]), nonce: ShellRun.nonce, escalation: .none)
        let answers = Answers(try ShellRun(composed, shell: shell).transcript.answers)
        #expect(answers[ServicesCollector.probe.id]?.status == 0)
        for fact in ServicesCollector.facts(answers.bytes(ServicesCollector.probe.id)) {
            let path = fact.fields["path"] ?? ""
            #expect(!path.contains(" -") || path.contains(" -jar "), "\(path)")
            #expect(!path.hasPrefix("/usr/lib/systemd/"), "\(path)")
        }
    }
}
