import EstateModel

/// Services that no package explains: systemd's units outside the folders of packages, whether enabled or written by
/// hand and started otherwise, OpenRC's default runlevel, links of SysV init. No service manager is asked: links and
/// unit files tell it, at the cost of one `awk`.
///
/// A packaged unit says what its package says already, and would be taken for its maker's own build.
///
/// What changes by itself is left out, so that a rescan finds the same: numbers of processes, times, and the state of
/// whatever a timer, a socket or the bus starts. Of a command line only the program is taken, and the archive behind
/// `-jar`: what else stands there may hold passwords.
struct ServicesCollector: Collector {
    static let mostServices = 300

    ///     unit	payroll.service	running	/etc/systemd/system/payroll.service
    ///     unit	oracle.service	-	/run/systemd/generator.late/oracle.service
    ///     exec	/etc/systemd/system/payroll.service	/usr/bin/java -jar /opt/payroll/app.jar
    ///     on
    ///     on	ssh
    static let probe = Probe(
        "services",
        section: .software,
        byteLimit: 128 << 10,
        optional: true,
        command: #"""
            known='|' count=0 groups=
            for place in /sys/fs/cgroup/system.slice /sys/fs/cgroup/systemd/system.slice; do
                [ ! -d "$place" ] || groups=$place
            done
            add () {
                case $known in *"|$1|"*) return 1 ;; esac
                [ "$count" -lt \#(mostServices) ] || return 1
                known="$known$1|"
                count=$((count + 1))
            }
            state_of () {
                state=-
                [ -n "$groups" ] && [ ! -e "/etc/systemd/system/${1%.service}.timer" ] || return 0
                [ ! -d "$groups/$1" ] && [ ! -d "$groups/system-${1%%@*}.slice/$1" ] || state=running
            }
            file_of () {
                for place in /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system \
                    /usr/lib/systemd/system /lib/systemd/system /run/systemd/generator.late /run/systemd/generator; do
                    for file in "$place/$1" "$place/${1%%@*}@.service"; do
                        [ ! -f "$file" ] || [ ! -r "$file" ] || return 0
                    done
                done
                file=
            }
            set --
            if [ -d /run/systemd/system ] || [ -d /etc/systemd/system ]; then
                for link in /etc/systemd/system/*.target.wants/*.service /etc/systemd/system/*.target.requires/*.service \
                    /run/systemd/generator.late/*.target.wants/*.service /run/systemd/generator/*.service.wants/*.service \
                    /run/systemd/generator/*.target.wants/*.service /etc/systemd/system/*.service; do
                    [ -e "$link" ] || continue
                    case $link in
                    */wants/* | */requires/* | *.wants/* | *.requires/*) ;;
                    *@.service) continue ;;
                    *) [ ! -L "$link" ] || continue ;;
                    esac
                    name=${link##*/}
                    file_of "$name"
                    case $file in
                    /usr/lib/systemd/system/* | /lib/systemd/system/*)
                        # Known, so that its script in /etc/init.d is not named either.
                        known="$known${name%.service}|"
                        continue
                        ;;
                    esac
                    add "${name%.service}" || continue
                    state_of "$name"
                    printf 'unit\t%s\t%s\t%s\n' "$name" "$state" "$file"
                    [ -z "$file" ] || set -- "$@" "$file"
                done
            fi
            if [ ! -d /run/systemd/system ]; then
                for link in /etc/runlevels/default/*; do
                    [ -e "$link" ] && add "${link##*/}" || continue
                    state=-
                    [ ! -e "/run/openrc/started/${link##*/}" ] || state=running
                    printf 'unit\t%s\t%s\t%s\n' "${link##*/}" "$state" "/etc/init.d/${link##*/}"
                done
                for link in /etc/rc3.d/S[0-9][0-9]* /etc/rc.d/rc3.d/S[0-9][0-9]* /etc/init.d/rc3.d/S[0-9][0-9]*; do
                    name=${link##*/S??}
                    [ -e "$link" ] && [ ! -e "/var/lib/dpkg/info/$name.list" ] && add "$name" || continue
                    printf 'unit\t%s\t-\t%s\n' "$name" "/etc/init.d/$name"
                done
            fi
            \#(EnabledServices.script)
            [ $# -gt 0 ] && have awk || return 0
            awk '\#(program)' "$@"
            """#
    )

    /// Finds the program of each unit's first `ExecStart`.
    private static let program = #"""
        FNR == 1 { found = 0 }
        !found && FNR < 300 && /^[ \t]*ExecStart[ \t]*=/ {
            line = $0
            sub(/^[^=]*=[-@:+! \t]*/, "", line)
            if (line == "") next
            found = 1
            if (substr(line, 1, 1) == "\"") {
                line = substr(line, 2)
                path = line
                sub(/".*/, "", path)
                sub(/^[^"]*"?/, "", line)
                line = "- " line
            } else {
                path = line
                sub(/[ \t].*/, "", path)
            }
            words = split(line, word, /[ \t]+/)
            for (i = 2; i < words && i < 40; i++) if (word[i] == "-jar") { path = path " -jar " word[i + 1]; break }
            print "exec\t" FILENAME "\t" substr(path, 1, 300)
        }
        """#

    let probes = [probe]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let answer = answers.bytes(Self.probe.id)
        builder.collection.otherFacts += Self.facts(answer)
        if answers.isWhole(Self.probe.id) { builder.collection.enabledServices = EnabledServices.names(answer) }
    }

    /// Facts of kind `service`; `state` is `running` or nothing, `path` the program, or the file that starts it.
    static func facts(_ answer: [UInt8]) -> [Fact] {
        var units: [(name: String, state: String?, file: String?)] = []
        var programs: [String: String] = [:]
        forEachLine(of: answer) { line in
            let fields = line.fields(separatedBy: "\t")
            if fields.count == 4, fields[0].elementsEqual("unit".utf8), units.count < mostServices {
                guard let name = name(fields[1]) else { return }
                let state = fields[2].elementsEqual("running".utf8) ? "running" : nil
                units.append((name, state, path(fields[3])))
            } else if fields.count == 3, fields[0].elementsEqual("exec".utf8), programs.count < mostServices {
                programs[fields[1].text] = path(fields[2])
            }
        }
        return units.map { unit in
            var fields = ["name": unit.name]
            fields["state"] = unit.state
            fields["path"] = unit.file.map { programs[$0] ?? $0 }
            return Fact(kind: "service", fields: fields)
        }
    }

    /// Without `.service`: rules name what people call it.
    private static func name(_ field: ArraySlice<UInt8>) -> String? {
        let name = field.hasSuffix(".service") ? field.dropLast(".service".utf8.count) : field
        return name.count > 256 ? nil : name.textOrNil
    }

    private static func path(_ field: ArraySlice<UInt8>) -> String? {
        field.count > 1024 || field.first != UInt8(ascii: "/") ? nil : field.text
    }
}
