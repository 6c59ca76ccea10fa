import EstateModel

/// Packages of Alpine's apk, from its own database, which every account can read.
///
///     P:busybox
///     V:1.36.1-r29
///     A:x86_64
///     o:busybox
struct PackagesApk: Collector {
    /// File lists and checksums, which are most of the database, stay on the host.
    static let packages = Probe(
        "apk",
        section: .software,
        byteLimit: 8 << 20,
        command: """
            for file in /lib/apk/db/installed /usr/lib/apk/db/installed; do
                if [ -r "$file" ]; then
                    sed -n '/^[PVAoms]:/p' "$file"
                    return
                fi
            done
            """
    )

    let probes = [packages]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.software += Self.read(answers.bytes(Self.packages.id))
    }

    static func read(_ bytes: [UInt8]) -> [InstalledSoftware] {
        var result: [InstalledSoftware] = []
        var current: [UInt8: String] = [:]
        func finish() {
            if let name = current[UInt8(ascii: "P")], let version = current[UInt8(ascii: "V")] {
                result.append(
                    InstalledSoftware(
                        source: .apk,
                        name: name,
                        version: version,
                        architecture: current[UInt8(ascii: "A")],
                        publisher: current[UInt8(ascii: "m")],
                        origin: current[UInt8(ascii: "s")],
                        sourcePackage: current[UInt8(ascii: "o")]
                    )
                )
            }
            current = [:]
        }
        forEachLine(of: bytes) { line in
            guard line.count > 2, line[line.startIndex + 1] == UInt8(ascii: ":"), let key = line.first,
                result.count <= CollectionBuilder.mostSoftware
            else { return }
            // A record begins with its checksum (C), which the probe leaves out, or with its name.
            if key == UInt8(ascii: "C") || key == UInt8(ascii: "P") { finish() }
            if current[key] == nil { current[key] = line.dropFirst(2).bounded }
        }
        finish()
        return result
    }
}
