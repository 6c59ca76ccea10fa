import EstateModel

/// Packages of Arch's pacman, from its local database. `pacman -Qm` names those that no known repository carries.
///
///     %NAME%
///     gmp
struct PackagesPacman: Collector {
    static let packages = Probe(
        "pacman",
        section: .software,
        byteLimit: 8 << 20,
        command: """
            have pacman && have awk || return 0
            for file in /var/lib/pacman/local/*/desc; do
                [ -r "$file" ] || return 0
                break
            done
            awk '/^%(NAME|VERSION|ARCH|BASE|PACKAGER|INSTALLDATE)%$/ { print; getline; print }' \\
                /var/lib/pacman/local/*/desc
            echo %FOREIGN%
            pacman -Qmq || true
            """
    )

    /// What ``InstalledSoftware/origin`` says of a package that no repository on the host carries.
    static let foreign = "foreign"

    let probes = [packages]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.software += Self.read(answers.bytes(Self.packages.id)).software
    }

    static func read(_ bytes: [UInt8]) -> (software: [InstalledSoftware], lastInstalled: Instant?) {
        var result: [InstalledSoftware] = []
        var last: Instant?
        var key: String?
        var foreign: Set<String> = []
        forEachLine(of: bytes) { line in
            guard !line.isEmpty, result.count <= CollectionBuilder.mostSoftware else { return }
            if line.first == UInt8(ascii: "%"), line.last == UInt8(ascii: "%") {
                key = line.text
            } else if key == "%FOREIGN%" {
                foreign.insert(line.text)
            } else if key == "%NAME%", let name = line.bounded {
                result.append(InstalledSoftware(source: .pacman, name: name))
                key = nil
            } else if let field = key, !result.isEmpty {
                set(field, line, on: &result[result.count - 1], &last)
                key = nil
            }
        }
        for index in result.indices where foreign.contains(result[index].name) { result[index].origin = Self.foreign }
        return (result.filter { $0.version != nil }, last)
    }

    private static func set(
        _ field: String,
        _ value: ArraySlice<UInt8>,
        on software: inout InstalledSoftware,
        _ last: inout Instant?
    ) {
        switch field {
        case "%VERSION%": software.version = value.bounded
        case "%ARCH%": software.architecture = value.bounded
        case "%BASE%": software.sourcePackage = value.bounded
        case "%PACKAGER%": software.publisher = value.bounded
        case "%INSTALLDATE%":
            if let seconds = Int64(value.text), (1...32_503_680_000).contains(seconds) {
                last = max(last ?? Instant(secondsSinceEpoch: seconds), Instant(secondsSinceEpoch: seconds))
            }
        default: break
        }
    }
}
