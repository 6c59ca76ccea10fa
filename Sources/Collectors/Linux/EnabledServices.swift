import EstateModel

/// What starts by itself on a Linux host, packaged or not: every name, so that a name that is missing is off.
///
/// Read from links and files, as whoever enabled a service left them; no service manager is asked. Upstart's jobs count
/// as on, whatever an override says: rather a control that fails than one that passes without a look.
enum EnabledServices {
    static let mostNames = 2000

    /// Follows the units of ``ServicesCollector/probe``. A line `on` alone tells that the names after it are all.
    static let script = #"""
        super=
        on () {
            case $1 in xinetd | inetd | openbsd-inetd | inetutils-inetd) super=$1 ;; esac
            printf 'on\t%s\n' "$1"
        }
        if [ -d /run/systemd/system ]; then
            echo on
            for link in /etc/systemd/system/*.wants/* /etc/systemd/system/*.requires/* \
                /run/systemd/generator*/*.wants/* /run/systemd/generator*/*.requires/* \
                /usr/lib/systemd/system/*.target.wants/* /lib/systemd/system/*.target.wants/*; do
                name=${link##*/}
                case $name in
                systemd-*) ;;
                *.service | *.socket)
                    # A unit that is masked is a link to /dev/null.
                    [ -c "/etc/systemd/system/$name" ] || on "${name%.*}"
                    ;;
                esac
            done
        elif [ -d /etc/runlevels ]; then
            echo on
            for link in /etc/runlevels/*/*; do
                [ ! -e "$link" ] || on "${link##*/}"
            done
        elif [ -d /etc/rc3.d ] || [ -d /etc/rc.d/rc3.d ] || [ -d /etc/init.d/rc3.d ]; then
            echo on
            for link in /etc/rc[2-5].d/S[0-9][0-9]* /etc/rc.d/rc[2-5].d/S[0-9][0-9]* \
                /etc/init.d/rc[2-5].d/S[0-9][0-9]*; do
                [ ! -e "$link" ] || on "${link##*/S??}"
            done
            for file in /etc/init/*.conf; do
                name=${file##*/}
                [ ! -f "$file" ] || on "${name%.conf}"
            done
        fi
        case $super in
        '') ;;
        xinetd)
            grep -L -E '^[[:space:]]*disable[[:space:]]*=[[:space:]]*yes' /etc/xinetd.d/* 2>/dev/null |
                while read -r file; do printf 'on\t%s\n' "${file##*/}"; done
            ;;
        *)
            if [ -r /etc/inetd.conf ]; then
                while read -r name rest; do
                    case $name in '' | '#'*) ;; *) printf 'on\t%s\n' "$name" ;; esac
                done </etc/inetd.conf
            fi
            ;;
        esac
        """#

    /// The names in a whole answer, sorted; nil when the host has no way of starting services that was known.
    static func names(_ answer: [UInt8]) -> [String]? {
        var isTold = false
        var names: Set<String> = []
        forEachLine(of: answer) { line in
            if line.trimmed.elementsEqual("on".utf8) { isTold = true }
            guard line.hasPrefix("on\t"), names.count < mostNames else { return }
            let name = line.dropFirst(3).trimmed
            if name.count <= 256, let text = name.textOrNil { names.insert(text) }
        }
        return isTold ? names.sorted() : nil
    }
}
