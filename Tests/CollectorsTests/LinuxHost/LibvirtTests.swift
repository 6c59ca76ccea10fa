import EstateModel
import Foundation
import Testing

@testable import Collectors

struct LibvirtTests {
    private static let uuid = "6695eb01-f6a4-8304-79aa-97f2502e193f"
    private static let hasVirsh = FileManager.default.isExecutableFile(atPath: "/usr/bin/virsh")

    private func collected(_ text: String) -> HostCollection {
        collect(with: LibvirtCollector(), text: ["libvirt": text])
    }

    private let domain = """
         <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
           <name>web &amp; mail</name>
           <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
           <metadata>
             <name>not this</name>
             <libosinfo:os id="http://debian.org/debian/12"/>
           </metadata>
           <memory unit='GiB'>4</memory>
           <vcpu placement='static' current='2'>8</vcpu>
           <devices>
             <memory model='dimm'><target><size unit='KiB'>524288</size></target></memory>
             <interface type='network'>
               <mac address='52:54:00:AA:BB:CC'/>
             </interface>
             <hostdev><mac address='52:54:00:00:00:01'/></hostdev>
           </devices>
         </domain>

        """

    @Test func aGuestIsReadWithItsState() {
        let found = collected("@@uri qemu:///system\n@@state running\n \(Self.uuid)\n@@domain \(Self.uuid)\n" + domain)
        let guest = VirtualMachine(
            manager: "libvirt",
            name: "web & mail",
            uuid: Self.uuid,
            state: .running,
            virtualCPUs: 2,
            memoryBytes: 4 << 30,
            declaredSystem: "debian12",
            macAddresses: ["52:54:00:aa:bb:cc"]
        )
        #expect(found.guests == [guest])
        #expect(found.problems.isEmpty)
        #expect(found.completeness[.guests] == .complete)
    }

    @Test(
        arguments: [
            ("@@state shutoff\n %\n", .off), ("@@state paused\n %\n", .paused),
            ("@@state other\n %\n@@domstate %\n pmsuspended\n \n", .suspended),
            ("@@state other\n %\n@@domstate %\n crashed\n", .crashed), ("@@state other\n %\n", nil),
            ("@@domstate %\n 运行\n", nil), ("", nil),
        ] as [(String, VirtualMachine.State?)]
    )
    func statesAreRead(text: String, state: VirtualMachine.State?) {
        let marks = text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: Self.uuid)
        #expect(collected(marks + "@@domain x\n" + domain).guests.map(\.state) == [state])
    }

    @Test func aGuestThatCannotBeReadIsAProblem() {
        let found = collected("@@uri qemu:///system\n@@domain \(Self.uuid)\n@@domain \(Self.uuid)\n <domain><uuid>")
        #expect(found.guests.isEmpty)
        #expect(found.problems.map(\.code) == [.answerIncomplete])
        #expect(found.problems.first?.message.hasPrefix("2 guest(s)") == true)
    }

    @Test(arguments: [
        "1\n error: failed to connect to the hypervisor\n error: authentication unavailable: no polkit agent available",
        "121\n error: Failed to connect socket to '/var/run/libvirt/libvirt-sock-ro': Permission denied",
        "121\n",
    ])
    func refusalsNeedPrivilege(said: String) {
        let found = collected("@@uri qemu:///system\n@@failed \(said)\n")
        #expect(found.problems.map(\.code) == [.privilegeMissing])
        #expect(found.completeness[.guests] == .partial)
    }

    @Test func aClientWithoutAServiceIsNoProblem() {
        let text =
            "@@uri qemu:///system\n@@failed 1\n error: failed to connect to the hypervisor\n"
            + " error: Failed to connect socket to '/var/run/libvirt/libvirt-sock-ro': No such file or directory\n"
        #expect(collected(text).problems.isEmpty)
        #expect(collected("@@uri qemu:///system\n@@failed 1\n error: boom\n").problems.map(\.code) == [.probeFailed])
    }

    @Test func theTableOfOldReleasesIsRead() {
        let text = """
            @@uri qemu:///system
            @@table
              Id Name                 State
             ----------------------------------
               2 rhel 7.4             in shutdown
               - vm-srv-net1          shut off
               3 vsgx                 运行
            """
        #expect(
            collected(text).guests == [
                VirtualMachine(manager: "libvirt", name: "rhel 7.4", state: .running),
                VirtualMachine(manager: "libvirt", name: "vm-srv-net1", state: .off),
                VirtualMachine(manager: "libvirt", name: "vsgx"),
            ]
        )
    }

    @Test(
        arguments: [
            ("1", "b", 1), ("2", "KiB", 2048), ("3", "KB", 3000), ("1", "T", 1 << 40), ("0", "KiB", nil),
            ("x", "KiB", nil),
            ("1", "furlongs", nil), ("9223372036854775807", "TiB", nil), ("-1", "KiB", nil),
        ] as [(String, String, Int64?)]
    )
    func memoryHasUnits(text: String, unit: String, bytes: Int64?) {
        #expect(LibvirtDomain.bytes(text, unit: unit) == bytes)
    }

    @Test(arguments: [
        ("http://debian.org/debian/12", "debian12"), ("http://microsoft.com/win/2k19", "win2k19"),
        ("http://redhat.com/rhel/8.4", "rhel8.4"), ("debian12", nil), ("", nil),
    ])
    func idsOfLibosinfoBecomeItsShortOnes(id: String, name: String?) {
        #expect(LibvirtDomain.system(id) == name)
    }

    /// libvirt's own driver for tests, which needs no service.
    @Test(.enabled(if: hasVirsh, "virsh is not installed"), arguments: ShellRun.shells)
    func aRealLibvirtIsAsked(shell: String) throws {
        let collector = LibvirtCollector(uris: ["test:///default"])
        let run = try ShellRun(script(["libvirt": collector.probe.command]), shell: shell)
        let answers = Answers(run.transcript.answers)
        #expect(answers["libvirt"]?.status == 0)
        let found = collect(with: collector, ["libvirt": answers.bytes("libvirt")])
        let guest = VirtualMachine(
            manager: "libvirt",
            name: "test",
            uuid: Self.uuid,
            state: .running,
            virtualCPUs: 2,
            memoryBytes: 8 << 30,
            macAddresses: ["aa:bb:cc:dd:ee:ff"]
        )
        #expect(found.guests == [guest])
        #expect(found.problems.isEmpty)
    }

    @Test(arguments: ShellRun.shells)
    func whereLibvirtRefusesRootIsAskedAndNothingStrangeIsPassedOn(shell: String) throws {
        let stub = """
            virsh () {
                shift 3
                case $*/$asked_as_root in
                "list --all --uuid"/yes)
                    printf '%s\\n' \(Self.uuid) '$(echo bad)' 'dumpxml' '../../../../-----/----------------------' ;;
                "list --uuid --state-running"/yes) echo \(Self.uuid) ;;
                "dumpxml --inactive \(Self.uuid)"/yes) printf '<domain>\\n  <name>a</name>\\n</domain>\\n' ;;
                dumpxml*) echo "<domain>\\n<name>bad</name>\\n</domain>" ;;
                */yes) ;;
                *) echo 'error: access denied' >&2; return 1 ;;
                esac
            }
            as_root () { asked_as_root=yes; "$@"; }

            """
        let collector = LibvirtCollector(uris: ["qemu:///system"])
        let run = try ShellRun(script(["libvirt": stub + collector.probe.command]), shell: shell)
        let found = collect(with: collector, ["libvirt": Answers(run.transcript.answers).bytes("libvirt")])
        #expect(found.guests.map(\.name) == ["a"])
        #expect(found.problems.isEmpty)
    }

    @Test(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
    func guestsOfTheCorpusAreRead() throws {
        let glpi = LibvirtDomain.guests(in: try Corpus.bytes("glpi-agent/virtualization/virsh/dumpxml3")[...])
        #expect(glpi.map(\.uuid) == ["aee61d6a-0c2f-f8b6-5246-7c555d803a7d"])
        #expect(glpi.map(\.virtualCPUs) == [2])
        // GLPI divides by 1000 where libvirt counts in 1024.
        #expect(glpi.first?.memoryBytes.map { ($0 >> 10) / 1000 } == 2097)
        var guests = 0
        for folder in ["vdsm", "virt-manager", "glpi-agent/virtualization", "intel-mfd-kvm", "insights-core/inline"] {
            for path in Corpus.files(in: folder) {
                let found = LibvirtDomain.guests(in: try Corpus.bytes(path)[...])
                #expect(found.allSatisfy { !$0.name.isEmpty && $0.memoryBytes != 0 }, "\(path)")
                guests += found.count
            }
        }
        #expect(guests >= 20)
    }

    @Test(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
    func tablesOfTheCorpusAreRead() throws {
        let list = LibvirtTable.guests(in: try Corpus.bytes("glpi-agent/virtualization/virsh/list1"))
        #expect(list.count == 10)
        #expect(list.last == VirtualMachine(manager: "libvirt", name: "vm-srv-net1", state: .off))
        let many = LibvirtTable.guests(in: try Corpus.bytes("insights-core/inline/virsh_list_all/OUTPUT.txt"))
        #expect(many.count == 13)
        #expect(many.filter { $0.state == .paused }.map(\.name) == ["rhel7.0"])
        #expect(LibvirtTable.guests(in: try Corpus.bytes("insights-core/inline/virsh_list_all/ERROR.txt")).isEmpty)
    }
}
