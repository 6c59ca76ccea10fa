import EstateModel

/// Network interfaces with their addresses, the hardware addresses by which a host is recognised, and its ways out.
///
/// **Source:** /sys/class/net and `ip -o addr`, or `ifconfig -a` where there is no `ip`; /proc/net/route and
/// /proc/net/ipv6_route for default routes, of which a half (`0.0.0.0/1`) and `2000::/3` are forms.
struct NetworkCollector: Collector {
    /// Ends of container and guest links are left out: they come and go, with new names and addresses each time.
    /// So are lifetimes, privacy addresses and link-local ones, which change by themselves.
    static let probe = Probe(
        "network",
        section: .network,
        byteLimit: 1 << 20,
        optional: true,
        command: #"""
            [ ! -d /sys/class/net ] || echo states
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
                state=- flags=-
                [ ! -r "$directory/operstate" ] || read -r state <"$directory/operstate"
                if [ "$state" = unknown ]; then
                    # Tunnels and some virtual cards have no carrier to tell of.
                    read -r flags <"$directory/flags"
                    case $flags in
                    *[13579bBdDfF]) state=up ;;
                    *) state=down ;;
                    esac
                fi
                printf 'state %s %s\n' "$name" "$state"
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
            if have grep && [ -r /proc/net/route ]; then
                echo routes
                default='^(0{32} 0[01] |20{31} 03 |[^[:blank:]]+[[:blank:]]+00000000[[:blank:]])'
                grep -h -E "$default" /proc/net/route /proc/net/ipv6_route 2>/dev/null |
                    while read -r one two three four five six seven eight nine ten rest; do
                        # Those that are up and refuse nothing; counters of use are left out.
                        if [ "${#one}" = 32 ]; then
                            [ "$((0x$nine & 0x201))" != 1 ] || printf 'route6 %s %s %s\n' "$two" "$five" "$ten"
                        else
                            [ "$((0x$four & 0x201))" != 1 ] || printf 'route4 %s %s %s\n' "$eight" "$three" "$one"
                        fi
                    done
            fi
            :
            """#
    )

    var probes: [Probe] { [Self.probe] }

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let answer = answers.bytes(Self.probe.id)
        let machine = HostDescription(answers[HostDescription.probe])?.machine
        let report = NetworkReport(answer, isBigEndian: NetworkRoute.isBigEndian(machine))
        builder.collection.interfaces = report.interfaces
        builder.collection.identity.macAddresses = report.identifyingMACs
        builder.collection.networkState = answers.isWhole(Self.probe.id) ? report.state : NetworkState()
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
