/// The shell text that asks libvirt for its guests, read-only.
///
/// The account is tried first: the read-only socket is open to all on most hosts. Only where that is refused, root is
/// asked. A UUID that libvirt printed is used in a command after it was found to consist of hexadecimal digits and
/// hyphens in the right places; it is the only thing said by a host that ever is.
enum LibvirtScript {
    static func text(uris: [String]) -> String {
        precondition(uris.allSatisfy(isPlain), "URIs are constants of letters, digits and :/._-")
        return ([tools] + uris.enumerated().map(connection) + [":"]).joined(separator: "\n")
    }

    private static func isPlain(_ uri: String) -> Bool {
        uri.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    /// Each command is written out, so that it can be named in a sudoers file as it is run.
    private static func connection(_ index: Int, _ uri: String) -> String {
        """
        as_account_\(index) () {
            case $1 in
            all) virsh --readonly -c \(uri) list --all --uuid ;;
            table) virsh --readonly -c \(uri) list --all ;;
            state) virsh --readonly -c \(uri) list --uuid "--state-$2" ;;
            domstate) virsh --readonly -c \(uri) domstate "$2" ;;
            dump) virsh --readonly -c \(uri) dumpxml --inactive "$2" ;;
            esac </dev/null
        }
        as_superuser_\(index) () {
            case $1-$2 in
            all-) as_root virsh --readonly -c \(uri) list --all --uuid ;;
            table-) as_root virsh --readonly -c \(uri) list --all ;;
            state-running) as_root virsh --readonly -c \(uri) list --uuid --state-running ;;
            state-paused) as_root virsh --readonly -c \(uri) list --uuid --state-paused ;;
            state-shutoff) as_root virsh --readonly -c \(uri) list --uuid --state-shutoff ;;
            state-other) as_root virsh --readonly -c \(uri) list --uuid --state-other ;;
            domstate-*) as_root virsh --readonly -c \(uri) domstate "$2" ;;
            dump-*) as_root virsh --readonly -c \(uri) dumpxml --inactive "$2" ;;
            esac </dev/null
        }
        connect \(uri) as_account_\(index) as_superuser_\(index)
        """
    }

    private static let tools = #"""
        is_uuid () {
            case $1 in *[!0-9a-f-]*) return 1 ;; esac
            case $1 in ????????-????-????-????-????????????) return 0 ;; esac
            return 1
        }
        indented () {
            while IFS= read -r line || [ -n "$line" ]; do
                printf ' %s\n' "$line"
            done
        }
        wanted () {
            if have grep; then
                grep -a -E -e '^ *</?(domain|metadata|os|devices|interface)[ >]' \
                    -e '^ *<(name|uuid|memory|vcpu)>' -e '^ *<(memory unit=|vcpu |libosinfo:os |mac address=)'
            else
                cat
            fi
        }
        present () {
            case $1 in
            xen*) [ -e /proc/xen/capabilities ] ;;
            lxc*)
                for file in /usr/libexec/libvirt_lxc /usr/lib/libvirt/libvirt_lxc /usr/lib64/libvirt/libvirt_lxc; do
                    [ ! -x "$file" ] || return 0
                done
                return 1
                ;;
            esac
        }
        connect () {
            have virsh && present "$1" || return 0
            ask=$2
            answer=$("$ask" all '' 2>&1)
            status=$?
            case $status-$answer in
            0-*) ;;
            *[Dd]enied* | *uthenticat* | *uthoriz* | *olkit* | *uthoris*)
                said=$answer
                ask=$3
                answer=$("$ask" all '' 2>&1)
                status=$?
                [ "$status" != 121 ] || answer=$said
                ;;
            esac
            printf '@@uri %s\n' "$1"
            if [ "$status" != 0 ]; then
                case $answer in
                *"support option"* | *"unsupported option"* | *"unexpected data"*)
                    echo '@@table'
                    "$ask" table '' 2>&1 | indented
                    return 0
                    ;;
                esac
                printf '@@failed %s\n' "$status"
                printf '%s\n' "$answer" | indented
                return 0
            fi
            for state in running paused shutoff other; do
                printf '@@state %s\n' "$state"
                others=$("$ask" state "$state" 2>/dev/null)
                printf '%s\n' "$others" | indented
            done
            rest=50
            for uuid in $others; do
                [ "$rest" -gt 0 ] && is_uuid "$uuid" || continue
                rest=$((rest - 1))
                printf '@@domstate %s\n' "$uuid"
                "$ask" domstate "$uuid" 2>/dev/null | indented
            done
            rest=2000
            for uuid in $answer; do
                is_uuid "$uuid" || continue
                [ "$rest" -gt 0 ] || {
                    echo '@@limit'
                    break
                }
                rest=$((rest - 1))
                printf '@@domain %s\n' "$uuid"
                "$ask" dump "$uuid" 2>/dev/null | wanted | indented
            done
        }
        """#
}
