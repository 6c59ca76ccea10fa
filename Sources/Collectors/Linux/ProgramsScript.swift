/// The shell text that looks for programs outside packages.
///
/// * It looks at fixed places only, and never below a mount of another machine, whose server may be dead.
/// * It runs a program only from system folders, and only when the file and every folder above it belong to root and
///   nobody else may write there: the scan's account, which may be root, must not be led to run what somebody else
///   planted. So nothing in a home directory is ever run. Other programs are named without a version.
/// * Files that tell of a product by their name are named too (``FilesTable``), and never opened.
/// * Each finding is a line `@@ name path`, or `@! name path` for a program that was not run, and the lines it
///   printed, each with a blank in front, so that no output can be taken for a finding.
enum ProgramsScript {
    static let text = [tools, names, trust, FilesTable.script, looking, places].joined(separator: "\n")

    /// Which program a file name belongs to, from ``ProgramsTable``.
    private static let names: String = {
        var lines = ["named () {", "    case ${1##*/} in"]
        for rule in ProgramsTable.rules where !rule.files.isEmpty {
            let patterns = rule.files.joined(separator: " | ")
            let arguments = rule.arguments.joined(separator: " ")
            lines.append("    \(patterns)) program=\(rule.name) arguments='\(arguments)' ;;")
        }
        lines += ["    *) return 1 ;;", "    esac", "}"]
        return lines.joined(separator: "\n")
    }()

    private static let tools = #"""
        visited=0 findings=0 seen= homes= remote= limit=
        if have timeout; then
            if timeout 1 true 2>/dev/null; then
                limit='timeout 5'
            elif timeout -t 1 true 2>/dev/null; then
                limit='timeout -t 5'
            fi
        fi
        if [ -r /proc/mounts ]; then
            while read -r device point type rest; do
                case $type in
                nfs* | cifs | smb* | autofs | afs | ceph | lustre | gpfs | beegfs | 9p | fuse | fuse.* | davfs | coda)
                    remote="$remote $point"
                    ;;
                esac
            done </proc/mounts
        fi
        far () {
            for point in $remote; do
                case $1/ in "$point"/*) return 0 ;; esac
                case $point in
                *\\*) case $1/ in "${point%%\\*}"*) return 0 ;; esac ;;
                esac
            done
            return 1
        }
        indented () {
            lines=0
            while [ "$lines" -lt 16 ] && { IFS= read -r line || [ -n "$line" ]; }; do
                printf ' %s\n' "$line"
                lines=$((lines + 1))
            done
        }
        found () {
            findings=$((findings + 1))
            if [ "$findings" -gt 300 ]; then
                [ "$findings" -gt 301 ] || echo '@limit findings'
                return 1
            fi
            printf '%s %s %s\n' "$1" "$2" "$3"
        }
        fact () {
            [ -f "$2" ] && [ -r "$2" ] || return 0
            lines=$($limit grep -a -E "$3" "$2" 2>/dev/null </dev/null) || return 0
            found @@ "$1" "$2" && printf '%s\n' "$lines" | indented
        }
        """#

    private static let trust = #"""
        trusted () {
            case $1 in /usr/* | /opt/* | /bin/* | /sbin/* | /lib/* | /lib64/*) ;; *) return 1 ;; esac
            path=$1
            set -- /
            while [ -n "$path" ]; do
                set -- "$@" "$path"
                path=${path%/*}
            done
            ls -lnd "$@" 2>/dev/null | (
                safe=1
                while read -r mode links owner group rest; do
                    safe=0
                    case $owner/$group/$mode in
                    0/*/?????-??-* | 0/0/????????-* | 0/50/????????-*) ;;
                    *) exit 1 ;;
                    esac
                done
                exit "$safe"
            )
        }
        inspect () {
            real=$(readlink -f "$1" 2>/dev/null) || real=
            if [ -z "$real" ]; then
                [ ! -h "$1" ] || return 0
                real=$1
            fi
            case $seen in *"|$real|"*) return 0 ;; esac
            seen="$seen|$real|"
            ! far "$real" && named "$real" || return 0
            if trusted "$real"; then
                found @@ "$program" "$real" && $limit "$real" $arguments 2>&1 </dev/null | indented
            else
                found @! "$program" "$real" || return 0
                release=${real%/bin/java}/release
                if [ "$program" = java ] && [ -f "$release" ] && [ -r "$release" ]; then
                    $limit grep -a -E '^(JAVA_VERSION|IMPLEMENTOR)=' "$release" 2>/dev/null </dev/null | indented
                fi
            fi
        }
        """#

    private static let looking = #"""
        visit () {
            for name in bin/java jre/bin/java bin/php bin/node bin/nodejs bin/ruby bin/dotnet dotnet \
                bin/postgres bin/edb-postgres bin/mysqld sbin/mysqld libexec/mysqld bin/mariadbd sbin/mariadbd \
                libexec/mariadbd bin/mongod bin/redis-server bin/valkey-server sbin/nginx bin/nginx nginx/sbin/nginx \
                bin/httpd sbin/httpd sbin/apache2 sbin/haproxy bin/haproxy bin/dockerd sbin/dockerd bin/podman \
                bin/containerd bin/kubelet bin/openssl sbin/smbd sbin/sshd; do
                [ ! -f "$1/$name" ] || [ ! -x "$1/$name" ] || inspect "$1/$name"
            done
            for name in "$1"/bin/python[23] "$1"/bin/python[23].[0-9] "$1"/bin/python[23].[0-9][0-9] \
                "$1"/bin/php[5-9]* "$1"/sbin/php-fpm*; do
                [ ! -f "$name" ] || [ ! -x "$name" ] || inspect "$name"
            done
            tomcat "$1"
            brought "$1"
            for name in "$1"/lib/elasticsearch-[0-9]*.jar; do
                [ ! -f "$name" ] || found @@ elasticsearch "$name"
            done
            for name in "$1"/lib/opensearch-[0-9]*.jar; do
                [ ! -f "$name" ] || found @@ opensearch "$name"
            done
        }
        tomcat () {
            [ -f "$1/lib/catalina.jar" ] || return 0
            if [ -f "$1/RELEASE-NOTES" ]; then
                fact tomcat "$1/RELEASE-NOTES" 'Apache Tomcat Version [0-9]'
            elif found @@ tomcat "$1/lib/catalina.jar" && have unzip; then
                $limit unzip -p "$1/lib/catalina.jar" META-INF/MANIFEST.MF 2>/dev/null </dev/null |
                    grep -a '^Implementation-Version: ' | indented
            fi
        }
        site () {
            pages "$1"
            fact wordpress "$1/wp-includes/version.php" '^[$]wp_version ='
            fact drupal "$1/core/lib/Drupal.php" 'const VERSION ='
            fact drupal "$1/includes/bootstrap.inc" "^define[(]'VERSION',"
            if [ -f "$1/lib/moodlelib.php" ]; then fact moodle "$1/version.php" '^[$]release +='; fi
        }
        below () {
            for entry in "$2"/*; do
                [ "$visited" -lt 1000 ] || return 0
                ! far "$entry" && [ -d "$entry" ] && [ ! -h "$entry" ] || continue
                case ${entry##*/} in
                node_modules | vendor | wp-* | uploads | cache | logs | log | backup* | lost+found) continue ;;
                esac
                visited=$((visited + 1))
                [ "$visited" -lt 1000 ] || echo '@limit folders'
                "$3" "$entry"
                [ "$1" -le 1 ] || below "$(($1 - 1))" "$entry" "$3"
            done
        }
        """#

    private static let places = #"""
        oracle_home () {
            case $1 in /*) ;; *) return 0 ;; esac
            case $homes in *"|$1|"*) return 0 ;; esac
            homes="$homes|$1|"
            ! far "$1" && [ -d "$1" ] || return 0
            before=$findings
            fact oracle "$1/inventory/ContentsXML/comps.xml" '<COMP NAME="oracle[.]server"'
            [ "$before" != "$findings" ] ||
                fact oracle-client "$1/inventory/ContentsXML/comps.xml" '<COMP NAME="oracle[.]client"'
            [ "$before" != "$findings" ] || [ ! -f "$1/bin/oracle" ] || found @@ oracle "$1"
        }
        oracle () {
            if [ -r /etc/oratab ]; then
                while IFS=: read -r sid home rest; do
                    case $sid in '#'* | '') ;; *) oracle_home "$home" ;; esac
                done </etc/oratab
            fi
            [ -r /etc/oraInst.loc ] || return 0
            while IFS== read -r key place; do
                [ "$key" = inventory_loc ] && ! far "$place" && [ -r "$place/ContentsXML/inventory.xml" ] || continue
                while IFS= read -r line; do
                    case $line in
                    *'<HOME '*' LOC="'*)
                        line=${line#*' LOC="'}
                        oracle_home "${line%%'"'*}"
                        ;;
                    esac
                done <"$place/ContentsXML/inventory.xml"
            done </etc/oraInst.loc
        }
        for place in /usr /usr/local /usr/lib/jvm/* /usr/java/* /usr/lib/postgresql/* /usr/pgsql-* \
            /usr/share/dotnet /usr/lib/dotnet /usr/lib64/dotnet /usr/local/share/dotnet /usr/share/elasticsearch \
            /usr/share/opensearch /usr/share/tomcat* /var/lib/tomcat* /opt/rh/*/root/usr /opt/remi/*/root/usr; do
            far "$place" || [ ! -d "$place" ] || visit "$place"
        done
        for place in /usr/lib/rabbitmq/lib/rabbitmq_server-* /opt/rabbitmq/rabbitmq_server-*; do
            [ ! -d "$place" ] || found @@ rabbitmq "$place"
        done
        oracle
        lonely
        below 1 /usr/local visit
        far /opt || below 2 /opt visit
        for place in /usr/share/wordpress /usr/share/drupal* /usr/share/moodle /var/www; do
            far "$place" || [ ! -d "$place" ] || site "$place"
        done
        far /var/www || below 3 /var/www site
        far /srv || below 3 /srv site
        :
        """#
}
