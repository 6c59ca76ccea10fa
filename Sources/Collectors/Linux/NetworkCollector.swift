import EstateModel

/// Network interfaces with their addresses, and the hardware addresses by which a host is recognised.
///
/// **Source:** /sys/class/net and `ip -o addr`, or `ifconfig -a` where there is no `ip`.
struct NetworkCollector: Collector {
    /// Ends of container and guest links are left out: they come and go, with new names and addresses each time.
    /// So are lifetimes, privacy addresses and link-local ones, which change by themselves.
    static let probe = Probe(
        "network",
        section: .network,
        byteLimit: 1 << 20,
        optional: true,
        command: #"""
            for directory in /sys/class/net/*; do
                name=${directory##*/}
                case $name in
                lxcbr*) ;;
                '*' | lo | veth* | vnet* | tap* | fwbr* | fwln* | fwpr* | cali* | lxc* | vif*) continue ;;
                esac
                [ -r "$directory/address" ] || continue
                mac=- kind=- device=virtual
                read -r mac <"$directory/address"
                [ ! -r "$directory/type" ] || read -r kind <"$directory/type"
                [ ! -e "$directory/device" ] || device=device
                printf 'link %s %s %s %s\n' "$name" "$kind" "$device" "$mac"
            done 2>/dev/null
            if have ip; then
                ip -o addr show 2>/dev/null | while read -r index name family address rest; do
                    case $rest in *"scope link"* | *"scope host"* | *temporary*) continue ;; esac
                    case $family in inet | inet6) printf 'address %s %s\n' "${name%%@*}" "$address" ;; esac
                done
            elif have ifconfig; then
                ifconfig -a 2>/dev/null | while IFS= read -r line; do
                    case $line in
                    [!\ ]* | *inet* | *ether* | *HWaddr*) printf 'ifconfig %s\n' "$line" ;;
                    esac
                done
            fi
            :
            """#
    )

    var probes: [Probe] { [Self.probe] }

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let answer = answers.bytes(Self.probe.id)
        let report = NetworkReport(answer)
        builder.collection.interfaces = report.interfaces
        builder.collection.identity.macAddresses = report.identifyingMACs
        if report.interfaces.isEmpty, answers[Self.probe.id]?.status != nil {
            builder.problem(
                .unreadableOutput,
                .network,
                probe: Self.probe.id,
                answer.isEmpty
                    ? "the host showed no network interface: it has neither /sys/class/net nor `ip` nor `ifconfig`."
                    : "the answer names no network interface; it begins '\(visible(bytes: answer.prefix(60)))'.",
                remedy: "Install iproute2 on the host, or accept the gap."
            )
        }
    }
}
