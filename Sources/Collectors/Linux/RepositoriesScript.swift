import EstateModel

/// Asks for the package sources of a host without ever reading out a credential.
///
/// Source files hold user names, passwords and tokens, and answers are stored as they came. So the host itself takes
/// the files apart and prints only what tells which repository it is; an address loses its user, its query and every
/// part of its path that looks like a token. Blank, tab-divided:
///
///     apt	on	deb.freexian.com/extended-lts buster-lts	http://deb.freexian.com/extended-lts	main	/etc/apt/…
///     yum	off	rhel-7-server-els-rpms	https://cdn.redhat.com/content/els/…		/etc/yum.repos.d/redhat.repo
///     apt	unread	-	-	-	/etc/apt/sources.list.d/private.list
///
/// that is kind, state, id, address, components, file.
enum RepositoriesScript {
    static let apt = probe(
        "apt-repositories",
        kind: "apt",
        files: "/etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources",
        program: aptProgram
    )
    static let yum = probe(
        "yum-repositories",
        kind: "yum",
        files: "/etc/yum.conf /etc/dnf/dnf.conf /etc/yum.repos.d/*.repo /etc/distro.repos.d/*.repo",
        program: sectionProgram
    )
    static let zypper = probe(
        "zypper-repositories",
        kind: "zypper",
        files: "/etc/zypp/repos.d/*.repo",
        program: sectionProgram
    )

    private static func probe(_ id: String, kind: String, files: String, program: String) -> Probe {
        Probe(
            id,
            section: .software,
            optional: true,
            command: #"""
                have awk || return 0
                set --
                for file in \#(files); do
                    [ -f "$file" ] || continue
                    if [ -r "$file" ]; then set -- "$@" "$file"; else printf '\#(kind)\tunread\t-\t-\t-\t%s\n' "$file"; fi
                done
                [ $# -gt 0 ] || return 0
                awk -v kind=\#(kind) '\#(program)' "$@"
                """#
        )
    }

    /// Both formats of apt: one line for a source, and stanzas (`Types:`, `URIs:`, `Suites:`) in `.sources`.
    static let aptProgram =
        addresses + #"""

            function close_stanza (   all, places, i, j, n, m) {
                if (types ~ /(^|[ \t])deb([ \t]|$)/) {
                    n = split(uris, all, " "); m = split(suites, places, " ")
                    for (i = 1; i <= n && i <= 20; i++) for (j = 1; j <= m && j <= 50; j++)
                        source(state, all[i], places[j], components)
                }
                types = uris = suites = components = field = ""; state = "on"
            }
            function source (state, url, suite, components,   id) {
                if (url ~ /^cdrom:/) return
                url = clean(url); id = url
                sub(/^[a-zA-Z][-a-zA-Z0-9+.]*:\/*/, "", id); sub(/\/*$/, "", id)
                repository(state, id " " plain(suite), url, plain(components))
            }
            FNR == 1 { close_stanza(); file = FILENAME }
            { sub(/\r$/, "") }
            FNR > 20000 || /^[ \t]*#/ { next }
            file !~ /\.sources$/ {
                if ($0 !~ /^[ \t]*deb[ \t]/) next
                line = $0; sub(/^[ \t]*deb[ \t]+/, "", line); sub(/[ \t]#.*/, "", line)
                if (line ~ /^\[/) sub(/^\[[^]]*\][ \t]*/, "", line)
                n = split(line, word, /[ \t]+/); rest = ""
                for (i = 3; i <= n && i <= 50; i++) rest = rest (rest == "" || word[i] == "" ? "" : " ") word[i]
                if (n > 1) source("on", word[1], word[2], rest)
                next
            }
            /^[ \t]*$/ { close_stanza(); next }
            {
                value = $0
                if ($0 !~ /^[ \t]/) {
                    field = tolower(substr($0, 1, index($0, ":") - 1)); value = substr($0, index($0, ":") + 1)
                }
                if (field == "types") types = types " " value
                else if (field == "uris") uris = uris " " value
                else if (field == "suites") suites = suites " " value
                else if (field == "components") components = components " " value
                else if (field == "enabled" && tolower(value) ~ /^[ \t]*(no|false|0|off|without|disable)[ \t]*$/)
                    state = "off"
            }
            END { close_stanza() }
            """#

    /// The `[id]` sections of yum, dnf and zypper.
    static let sectionProgram =
        addresses + #"""

            function close_section () {
                if (id != "" && id != "main")
                    repository(state, plain(id), clean(base != "" ? base : list != "" ? list : link), "")
                id = base = list = link = field = ""; state = "on"
            }
            function first (text,   word) {
                gsub(/["\047]/, "", text); split(text, word, /[ \t,]+/)
                return word[1] != "" ? word[1] : word[2]
            }
            FNR == 1 { close_section(); file = FILENAME }
            { sub(/\r$/, "") }
            FNR > 300000 || /^[ \t]*[#;]/ { next }
            /^\[/ { close_section(); id = substr($0, 2); sub(/\].*/, "", id); next }
            {
                value = $0
                if ($0 !~ /^[ \t]/) {
                    field = tolower(substr($0, 1, index($0, "=") - 1)); sub(/[ \t]+$/, "", field)
                    value = substr($0, index($0, "=") + 1)
                }
                if (field == "baseurl" && base == "") base = first(value)
                else if (field == "mirrorlist" && list == "") list = first(value)
                else if (field == "metalink" && link == "") link = first(value)
                else if (field == "enabled")
                    state = tolower(value) ~ /^[ \t]*(0|no|false|off)[ \t]*$/ ? "off" : "on"
            }
            END { close_section() }
            """#

    /// Functions of both programs: `clean` takes everything out of an address that may be a secret.
    private static let addresses = #"""
        BEGIN { OFS = "\t"; state = "on" }
        function plain (text) {
            gsub(/[ \t]+/, " ", text); sub(/^ /, "", text); sub(/ $/, "", text)
            gsub(/[^ -~]/, "", text); return substr(text, 1, 200)
        }
        function is_token (word,   rest) {
            if (length(word) < 16 || word !~ /[0-9]/) return 0
            if (word ~ /^[0-9a-fA-F]+$/ || word ~ /[a-z]/ && word ~ /[A-Z]/) return 1
            rest = word
            return gsub(/[0-9]/, "", rest) > 3
        }
        function veiled (part,   word, n, i, joined) {
            joined = part; sub(/^[a-zA-Z]+[-_.:]/, "", joined); gsub(/-/, "", joined)
            if (part ~ /=/ || length(joined) > 23 && joined ~ /^[0-9a-fA-F]+$/) return "***"
            n = split(part, word, /[-_.:~+%,]/)
            for (i = 1; i <= n; i++) if (is_token(word[i])) return "***"
            return part
        }
        function clean (url,   scheme, host, path, part, n, i) {
            gsub(/[^!-~]/, "", url)
            i = index(url, "://"); if (!i) i = index(url, ":/") - 1
            if (i > 0) { scheme = substr(url, 1, i + 2); url = substr(url, i + 3) }
            if (url ~ /^[^\/?#;]*[?#;].*@/) sub(/.*@/, "", url)
            sub(/[?#;].*/, "", url)
            i = index(url, "/")
            host = i ? substr(url, 1, i - 1) : url; path = i ? substr(url, i) : ""
            if (path ~ /@/ && (host ~ /@/ || host ~ /^[^[].*:.*[^0-9:]/)) {
                sub(/.*@/, "", url); i = index(url, "/")
                host = i ? substr(url, 1, i - 1) : url; path = i ? substr(url, i) : ""
            } else if (host ~ /@/) sub(/.*@/, "", host)
            else if (host ~ /^[^[].*:.*[^0-9:]/) host = "***"
            n = split(path, part, "/"); path = ""
            for (i = 2; i <= n; i++) path = path "/" veiled(part[i])
            return substr(scheme host path, 1, 500)
        }
        function repository (state, id, url, components) {
            if (state == "off" ? off++ >= 300 : on++ >= 2000) return
            print kind, state, id, url, components, file
        }
        """#
}
