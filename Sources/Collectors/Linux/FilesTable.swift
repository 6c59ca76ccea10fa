/// Files that tell of a product by their name or place, looked for in the folders that ``ProgramsScript`` visits
/// anyway: nothing is searched for a second time.
enum FilesTable {
    /// Java archives, as patterns of a shell's `case`: libraries that applications bring along, and servers.
    static let archives = [
        "log4j-1*.jar", "log4j-core-*.jar", "spring-core-*.jar", "activemq-all-*.jar", "activemq-broker-*.jar",
        "jetty-server-*.jar", "jira-core-[0-9]*.jar", "confluence-[0-9]*.jar",
    ]
    /// Where archives lie, below a visited folder.
    static let archiveFolders = ["lib", "WEB-INF/lib", "*/WEB-INF/lib", "webapps/*/WEB-INF/lib"]
    /// Scripts of web pages, in the visited folders of web roots.
    static let scripts = ["jquery-[1-9]*.js", "angular-1*.js", "bootstrap-[0-9]*.js", "bootstrap-[0-9]*.css"]
    /// Visited folders whose name tells product and release, as patterns of `PARENT:NAME`.
    static let folders = [
        "*:wildfly-[0-9]*", "*:jboss-[0-9ae]*", "*:atlassian-*-[0-9]*", "*/bitbucket:[0-9]*", "*:ColdFusion20[0-9]*",
    ]
    /// Single places, as patterns of paths.
    static let places = [
        "/usr/lib/oracle/*/client*/lib/libclntsh.so.[0-9]*", "/opt/oracle/instantclient*/libclntsh.so.[0-9]*",
        "/usr/lib/mozilla/plugins/libflashplayer.so", "/usr/lib64/mozilla/plugins/libflashplayer.so",
        "/usr/lib64/flash-plugin/libflashplayer.so", "/u0[1-9]/*/EBSapps.env", "/u0[1-9]/*/*/EBSapps.env",
    ]
    /// Files whose first line is a version.
    static let versionFiles = ["/opt/gitlab/embedded/service/gitlab-rails/VERSION"]

    static let script = #"""
        files=0 listed=
        file () {
            case $listed in *"|$1|"*) return 0 ;; esac
            listed="$listed|$1|"
            files=$((files + 1))
            if [ "$files" -gt 150 ]; then
                [ "$files" -gt 151 ] || echo '@limit files'
                return 1
            fi
            printf '@@ file %s\n' "$1"
        }
        archives () {
            for jar in "$1"/*.jar; do
                case ${jar##*/} in
                \#(archives.joined(separator: " | "))) [ ! -f "$jar" ] || file "$jar" || return 0 ;;
                esac
            done
        }
        brought () {
            for folder in \#(archiveFolders.map { "\"$1\"/\($0)" }.joined(separator: " ")); do
                [ ! -d "$folder" ] || archives "$folder"
            done
            case ${1%/*}:${1##*/} in
            \#(folders.joined(separator: " | "))) file "$1/" ;;
            esac
        }
        pages () {
            for script in \#(scripts.map { "\"$1\"/\($0)" }.joined(separator: " ")); do
                [ ! -f "$script" ] || file "$script" || return 0
            done
            case $1 in */jadu) file "$1" ;; esac
        }
        lonely () {
            for place in \#(places.joined(separator: " ")); do
                far "$place" || [ ! -f "$place" ] || file "$place" || return 0
            done
            for place in \#(versionFiles.joined(separator: " ")); do
                if [ -f "$place" ] && [ -r "$place" ] && file "$place"; then
                    head -n 1 "$place" 2>/dev/null | indented
                fi
            done
        }
        """#
}
