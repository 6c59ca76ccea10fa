import EstateModel
import Testing

@testable import Collectors

struct VirtualizationTests {
    private func report(_ text: String, _ dmi: [String: String] = [:]) -> VirtualizationReport {
        VirtualizationReport(Array(text.utf8), dmi: dmi)
    }

    @Test func theRecordingOfAGuestSaysKVM() throws {
        let found = VirtualizationReport(
            try Fixture.bytes("linux-host/debian12-guest/virtualization.txt"),
            dmi: [:]
        )
        #expect(found.placement == .virtual)
        #expect(found.virtualization == "kvm")
        #expect(found.hypervisors == [])
    }

    @Test(arguments: [
        ("detect-container docker\ndetect-vm kvm\n", "docker"),
        ("detect-container none\ncontainer lxc\n", "lxc"),
        ("container podman\n", "podman"),
        ("container container-other\nflag hypervisor\n", "container-other"),
    ])
    func aContainerIsOneWhateverItsHostIs(text: String, word: String) {
        #expect(report(text).placement == .container)
        #expect(report(text).virtualization == word)
    }

    @Test(arguments: [
        ("QEMU", "Standard PC (Q35 + ICH9, 2009)", "qemu"), ("VMware, Inc.", "VMware Virtual Platform", "vmware"),
        ("innotek GmbH", "VirtualBox", "oracle"), ("Microsoft Corporation", "Virtual Machine", "microsoft"),
        ("Amazon EC2", "t3.medium", "amazon"), ("Xen", "HVM domU", "xen"), ("Red Hat", "KVM", "kvm"),
        ("Nutanix", "AHV", "kvm"), ("Google", "Google Compute Engine", "google"),
    ])
    func withoutSystemdTheFirmwareTells(vendor: String, product: String, word: String) {
        let found = report("flag hypervisor\n", ["dmi sys_vendor": vendor, "dmi product_name": product])
        #expect(found.placement == .virtual)
        #expect(found.virtualization == word)
    }

    @Test(arguments: [("Microsoft Corporation", "Surface Go 2"), ("Amazon EC2", "i3.metal"), ("HPE", "ProLiant DL380")])
    func machinesOfTheSameMakersAreMachines(vendor: String, product: String) {
        let found = report("flag none\n", ["dmi sys_vendor": vendor, "dmi product_name": product])
        #expect(found.placement == .physical)
        #expect(found.virtualization == nil)
    }

    @Test func thePrivilegedDomainOfXenIsTheMachine() {
        let found = report("detect-vm xen\nxen control_d\nhypervisor xen\nhost xe\nhost xensource-inventory\n")
        #expect(found.placement == .physical)
        #expect(found.hypervisors == ["xcp-ng", "xen"])
    }

    @Test(
        arguments: [
            ("detect-vm none\nflag none\n", .physical, nil),
            ("hypervisor xen\n", .virtual, "xen"),
            ("partition powervm\n", .virtual, "powervm"),
            ("tree-hypervisor linux,kvm\0\n", .virtual, "kvm"),
            ("flag hypervisor\n", .virtual, nil),
            ("flag none\n", nil, nil),
            ("", nil, nil),
            ("detect-vm <script>\n", nil, nil),
            ("detect-vm\n", nil, nil),
        ] as [(String, Hardware.Placement?, String?)]
    )
    func whatTheKernelTellsCounts(text: String, placement: Hardware.Placement?, word: String?) {
        #expect(report(text).placement == placement)
        #expect(report(text).virtualization == word)
    }

    @Test func mainframesNameTheirHypervisor() {
        let found = report("", ["sysinfo VM00 Control Program": "KVM/Linux"])
        #expect(found.virtualization == "kvm")
        #expect(report("", ["sysinfo VM00 Control Program": "z/VM    6.4.0"]).virtualization == "zvm")
    }

    @Test(
        arguments: [
            ("host kvm-device\nhost qemu-system-x86_64\nhost libvirtd\n", ["kvm", "libvirt"]),
            ("host kvm-device\nhost pveversion\nhost qemu-kvm\n", ["kvm", "proxmox"]),
            ("host libvirtd\n", []),
            ("host kvm-device\n", []),
            ("host VBoxManage\nhost lxd\n", ["lxd", "virtualbox"]),
        ] as [(String, [String])]
    )
    func whatAHostCanRunGuestsWithIsListed(text: String, hypervisors: [String]) {
        #expect(report(text).hypervisors == hypervisors)
    }

    @Test func aHostThatWasNotAskedHasNoListOfHypervisors() {
        #expect(report("").hypervisors == nil)
    }
}
