import EstateModel

/// Whether a host is a machine of its own, a guest or a container, on what, and whether it can run guests itself.
///
/// **Source:** systemd-detect-virt where it is; else what the kernel, the firmware and container managers leave in
/// /proc, /sys and /run. Nothing needs root.
struct VirtualizationReport {
    /// Prints single facts; identifiers of containers, which change by themselves, are reduced to a word.
    static let probe = Probe(
        "virtualization",
        section: .hardware,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            if have systemd-detect-virt; then
                printf 'detect-container %s\n' "$(systemd-detect-virt --container 2>/dev/null)"
                printf 'detect-vm %s\n' "$(systemd-detect-virt --vm 2>/dev/null)"
            fi
            [ ! -e /.dockerenv ] || echo 'container docker'
            [ ! -e /run/.containerenv ] || echo 'container podman'
            [ ! -d /proc/vz ] || [ -d /proc/bc ] || echo 'container openvz'
            if [ -r /run/systemd/container ]; then
                read -r value </run/systemd/container
                printf 'container %s\n' "$value"
            fi
            if [ -r /proc/1/environ ]; then
                { tr '\000' '\n' </proc/1/environ; } 2>/dev/null | while IFS= read -r line; do
                    case $line in container=?*) printf 'container %s\n' "${line#container=}" ;; esac
                done
            fi
            if [ -r /proc/1/cgroup ]; then
                while IFS= read -r line; do
                    case $line in
                    *kubepods*) echo 'container container-other' ;;
                    *libpod*) echo 'container podman' ;;
                    */docker/* | */docker-*) echo 'container docker' ;;
                    */lxc/* | */lxc.payload*) echo 'container lxc' ;;
                    esac
                done </proc/1/cgroup
            fi
            if read -r value </proc/sys/kernel/osrelease; then
                case $value in *[Mm]icrosoft*) echo 'container wsl' ;; esac
            fi
            if [ -r /proc/xen/capabilities ]; then
                while read -r value; do printf 'xen %s\n' "$value"; done </proc/xen/capabilities
            fi
            if [ -r /sys/hypervisor/type ]; then
                read -r value </sys/hypervisor/type
                printf 'hypervisor %s\n' "$value"
            fi
            if [ -e /proc/device-tree/hypervisor/compatible ]; then
                printf 'tree-hypervisor '
                cat /proc/device-tree/hypervisor/compatible
                echo
            fi
            [ ! -e /proc/device-tree/ibm,partition-name ] || echo 'partition powervm'
            if grep -q '^flags.* hypervisor' /proc/cpuinfo; then
                echo 'flag hypervisor'
            elif grep -q '^flags' /proc/cpuinfo; then
                echo 'flag none'
            fi
            [ ! -c /dev/kvm ] || echo 'host kvm-device'
            for name in libvirtd virtqemud virtxend qemu-system-x86_64 qemu-kvm pveversion xe VBoxManage vzlist lxd \
                incusd; do
                ! have "$name" || printf 'host %s\n' "$name"
            done
            [ ! -x /usr/libexec/qemu-kvm ] || echo 'host qemu-kvm'
            [ ! -e /etc/xensource-inventory ] || echo 'host xensource-inventory'
            :
            """#
    )

    /// Nil when nothing tells.
    private(set) var placement: Hardware.Placement?
    /// In systemd-detect-virt's words.
    private(set) var virtualization: String?
    /// Sorted; nil when the host was not asked.
    private(set) var hypervisors: [String]?
    private var facts: [String: [String]] = [:]

    /// The second source is what ``DmiReport`` read.
    init(_ answer: [UInt8], dmi: [String: String]) {
        forEachLine(of: answer) { line in
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
            guard words.count == 2 else { return }
            let value = words[1].trimmed.text
            guard !value.isEmpty, value.utf8.count <= 64, facts[words[0].text, default: []].count < 64 else { return }
            facts[words[0].text, default: []].append(value)
        }
        if let container = containerWord {
            (placement, virtualization) = (.container, container)
        } else {
            (placement, virtualization) = machine(dmi)
        }
        if !facts.isEmpty { hypervisors = foundHypervisors }
    }

    private func has(_ key: String, _ value: String) -> Bool { facts[key]?.contains(value) ?? false }

    private var containerWord: String? {
        let told = (facts["detect-container"] ?? []) + (facts["container"] ?? [])
        return told.first { $0 != "none" && Self.isWord($0) }
    }

    private func machine(_ dmi: [String: String]) -> (Hardware.Placement?, String?) {
        // The privileged domain of Xen runs on the hypervisor and is the machine all the same.
        if has("xen", "control_d") { return (.physical, nil) }
        if let told = facts["detect-vm"]?.first(where: Self.isWord) {
            return told == "none" ? (.physical, nil) : (.virtual, told)
        }
        if let known = VirtualizationVendors.word(dmi) { return (.virtual, known) }
        if let type = facts["hypervisor"]?.first(where: Self.isWord) { return (.virtual, type) }
        if has("tree-hypervisor", "linux,kvm") { return (.virtual, "kvm") }
        if has("partition", "powervm") { return (.virtual, "powervm") }
        if has("flag", "hypervisor") { return (.virtual, nil) }
        // An x86 processor that shows no hypervisor, below a maker that is none.
        if has("flag", "none"), dmi["dmi sys_vendor"] != nil { return (.physical, nil) }
        return (nil, nil)
    }

    private var foundHypervisors: [String] {
        var found: Set<String> = []
        let runsKVM = has("host", "kvm-device")
        let hasEmulator = has("host", "qemu-system-x86_64") || has("host", "qemu-kvm")
        if runsKVM, hasEmulator { found.insert("kvm") }
        if has("host", "libvirtd") || has("host", "virtqemud") || has("host", "virtxend") {
            if hasEmulator || has("xen", "control_d") { found.insert("libvirt") }
        }
        if has("xen", "control_d") { found.insert("xen") }
        if has("host", "xe"), has("host", "xensource-inventory") { found.insert("xcp-ng") }
        let others = [
            "pveversion": "proxmox", "VBoxManage": "virtualbox", "vzlist": "openvz", "lxd": "lxd", "incusd": "incus",
        ]
        for (command, name) in others where has("host", command) { found.insert(name) }
        return found.sorted()
    }

    /// `kvm`, `container-other`, `systemd-nspawn`: what may become a value; anything else is no answer.
    private static func isWord(_ text: String) -> Bool {
        text.utf8.count <= 32
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
