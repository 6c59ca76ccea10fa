import EstateModel

/// TCP sockets that wait for connections, with the names of their processes where root is had.
///
/// **Source:** `ss -tln`, or `netstat -tln`, or /proc/net/tcp.
struct ListenersCollector: Collector {
    /// Queues and process ids change by themselves and are taken off on the host. So are forwarded X11 displays and
    /// the private channels that tools open on a random loopback port.
    static let probe = Probe(
        "listeners",
        section: .services,
        byteLimit: 1 << 20,
        optional: true,
        command: #"""
            lasting () {
                port=${1##*:}
                case $1 in
                127.* | "[::1]"* | ::1:* | "[::ffff:127."* | ::ffff:127.*)
                    case $port in
                    60[1-9][0-9]) return 1 ;;
                    3276[89] | 327[7-9][0-9] | 32[89][0-9][0-9] | 3[3-9][0-9][0-9][0-9] | [4-6][0-9][0-9][0-9][0-9])
                        return 1
                        ;;
                    esac
                    ;;
                esac
            }
            from_ss () {
                while read -r state received sent local peer users; do
                    [ "$state" = LISTEN ] && lasting "$local" || continue
                    names= previous=
                    while :; do
                        case $users in *'("'*'"'*) ;; *) break ;; esac
                        users=${users#*'("'}
                        name=${users%%'"'*}
                        users=${users#*'"'}
                        [ "$name" = "$previous" ] || names="$names\"$name"
                        previous=$name
                    done
                    printf 'tcp %s %s\n' "$local" "$names"
                done
            }
            from_netstat () {
                while read -r protocol received sent local peer state rest; do
                    [ "$state" = LISTEN ] && lasting "$local" || continue
                    case $rest in [0-9]*/*) rest="\"${rest#*/}" ;; *) rest= ;; esac
                    printf 'tcp %s %s\n' "$local" "${rest%%:*}"
                done
            }
            from_kernel () {
                for file in /proc/net/tcp /proc/net/tcp6; do
                    [ -r "$file" ] || continue
                    while read -r slot local peer state rest; do
                        [ "$state" != 0A ] || printf 'hex %s\n' "$local"
                    done <"$file"
                done
            }
            sorted () {
                if have sort; then sort; else cat; fi
            }
            if have ss; then
                if answer=$(as_root ss -tlnp 2>/dev/null); then
                    :
                else
                    echo 'unprivileged'
                    answer=$(ss -tln)
                fi
                printf '%s\n' "$answer" | from_ss | sorted
            elif have netstat; then
                if answer=$(as_root netstat -tlnp 2>/dev/null); then
                    :
                else
                    echo 'unprivileged'
                    answer=$(netstat -tln)
                fi
                printf '%s\n' "$answer" | from_netstat | sorted
            else
                echo 'unprivileged'
                from_kernel | sorted
            fi
            :
            """#
    )

    var probes: [Probe] { [Self.probe] }

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        guard let answer = answers[Self.probe.id] else { return }
        let report = ListenersReport(answer.stdout)
        builder.collection.listeners = report.listeners
        if report.isUnprivileged {
            builder.problem(
                .privilegeMissing,
                .services,
                probe: Self.probe.id,
                "which processes listen is told to root only, and the account may not become root; the ports are"
                    + " known.",
                remedy: builder.rootRemedy()
            )
        }
        if report.ignoredLines > 0 {
            builder.problem(
                .unreadableOutput,
                .services,
                probe: Self.probe.id,
                "\(report.ignoredLines) line(s) about listening sockets could not be read.",
                remedy: "Run `ss -tln` on the host by hand and report its output."
            )
        }
    }
}
