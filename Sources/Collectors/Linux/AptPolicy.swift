import EstateModel

/// What the cached apt lists say of every installed package: which archive carries the installed version, and what
/// is newer. One `apt-cache policy` for all packages costs 70 ms; asking for the upgrade (`apt-get -s`) costs 2 s.
///
/// apt-cache runs as nobody, because as root it would renew its cache files. The host sums up the answer:
///
///     F 0 http://deb.debian.org/debian bookworm/main amd64 Packages
///     P bash 5.2.15-2+b13 0 0
///
/// that is name, newer version or `-`, archives of the installed version, archives of the newer ones.
struct AptPolicy {
    static let policy = Probe(
        "apt-policy",
        section: .updates,
        timeoutSeconds: 40,
        byteLimit: 8 << 20,
        command: #"""
            have apt-cache && have dpkg-query || return 0
            if ! have awk; then
                echo "awk: not found" >&2
                return 127
            fi
            names=$(dpkg-query -W -f='${binary:Package} ')
            as_nobody apt-cache policy $names | awk '
            \#(summary)'
            """#
    )

    /// The awk program that sums up `apt-cache policy`.
    static let summary = #"""
        function close_package () {
            if (installed != "" && installed != "(none)")
                print "P", name, (candidate == installed || candidate == "(none)" ? "-" : candidate), \
                    (own == "" ? "-" : own), (newer == "" ? "-" : newer)
            installed = ""
        }
        function archive (line) {
            sub(/^ +-?[0-9]+ /, "", line)
            if (!(line in known)) { known[line] = count++; print "F", known[line], line }
            return known[line]
        }
        /^[^ ]/ { close_package(); name = substr($1, 1, length($1) - 1); own = newer = ""; place = 1; next }
        $1 == "Installed:" { installed = $2; next }
        $1 == "Candidate:" { candidate = $2; next }
        substr($0, 1, 5) == " *** " { place = 2; next }
        /^     [^ ]/ { if (place == 2) place = 3; next }
        /^       +-?[0-9]+ / {
            if ($2 ~ /^\// || place == 3 || installed == "(none)") next
            if (place == 2) own = own (own == "" ? "" : ",") archive($0)
            else newer = newer (newer == "" ? "" : ",") archive($0)
        }
        END { close_package() }
        """#

    /// The heads of the Release files; without the date, which changes with every refresh.
    static let releases = Probe(
        "apt-releases",
        section: .updates,
        command: #"""
            have awk || return 0
            set --
            for file in /var/lib/apt/lists/*Release; do
                [ ! -r "$file" ] || set -- "$@" "$file"
            done
            [ $# -gt 0 ] || return 0
            awk 'FNR == 1 { print "R", FILENAME }
                FNR < 40 && /^(Origin|Label|Suite|Codename|Version):/ { print }' "$@"
            """#
    )

    static let probes = [policy, releases]

    /// Where packages come from, as one Release file names itself.
    struct Archive: Hashable {
        var origin: String?
        var label: String?
        var suite: String?
        var codename: String?
        var component: String?

        var isSecurity: Bool {
            let names = [label, suite, codename].compactMap { $0?.lowercased() }
            return names.contains { $0.hasSuffix("-security") || $0.hasPrefix("debian-security") || $0.contains("esm") }
                || origin?.lowercased().contains("esm") == true
        }
    }

    struct Row {
        var candidate: String?
        /// The archive of the installed version: the first that names itself, else the first.
        var own: Int?
        var newer: [Int]
    }

    /// By name; apt writes `:` and the architecture behind the name of a foreign package only.
    private(set) var rows: [String: Row] = [:]
    private var hasForeignRows = false
    private var archives: [Int: Archive] = [:]

    private static let usualRowBytes = 32

    /// Whether the host has lists at all; without them nothing is known to be newer.
    var knowsArchives: Bool { !archives.isEmpty }

    init(_ answers: Answers) {
        let releases = AptReleases(answers.bytes(Self.releases.id))
        let bytes = answers.bytes(Self.policy.id)
        rows.reserveCapacity(bytes.count / Self.usualRowBytes)
        forEachLine(of: bytes) { line in
            let words = line.words
            guard words.count >= 3, let kind = words[0].first, words[0].count == 1 else { return }
            if kind == UInt8(ascii: "F"), let index = words[1].decimal, archives.count < 10_000 {
                archives[index] = releases.archive(of: words[2...].map(\.text))
            } else if kind == UInt8(ascii: "P"), words.count == 5, rows.count < CollectionBuilder.mostSoftware {
                if words[1].contains(UInt8(ascii: ":")) { hasForeignRows = true }
                rows[words[1].text] = Row(
                    candidate: Self.isNone(words[2]) ? nil : words[2].bounded,
                    own: best(Self.indexes(words[3])),
                    newer: Self.indexes(words[4])
                )
            }
        }
    }

    func row(of name: String, architecture: String?) -> Row? {
        if hasForeignRows, let architecture, let row = rows["\(name):\(architecture)"] { return row }
        return rows[name]
    }

    func archive(_ index: Int) -> Archive? { archives[index] }

    /// Packages of which the lists know a newer version, sorted by name.
    func pending(installed: [String: String]) -> [UpdateState.PendingUpdate] {
        let known = archives.filter { $0.value.origin != nil || $0.value.suite != nil }
        let security = Set(archives.filter(\.value.isSecurity).keys)
        let outdated = rows.filter { $0.value.candidate != nil && !$0.value.newer.isEmpty }
        return outdated.map { name, row in
            UpdateState.PendingUpdate(
                name: name,
                installed: installed[name],
                available: row.candidate,
                security: row.newer.contains { known[$0] != nil } ? row.newer.contains(where: security.contains) : nil
            )
        }.sorted { $0.name < $1.name }
    }

    private func best(_ indexes: [Int]) -> Int? {
        indexes.first { archives[$0]?.origin != nil } ?? indexes.first { archives[$0] != nil }
    }

    private static func indexes(_ text: ArraySlice<UInt8>) -> [Int] {
        isNone(text) ? [] : text.fields(separatedBy: ",").prefix(50).compactMap(\.decimal)
    }

    private static func isNone(_ word: ArraySlice<UInt8>) -> Bool { word.count == 1 && word.first == UInt8(ascii: "-") }
}
