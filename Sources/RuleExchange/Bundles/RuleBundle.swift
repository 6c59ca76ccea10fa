import Crypto
package import EstateModel
package import Lifecycle

/// A rule pack in one file: a manifest, its signature, and the rule files, in a plain tar archive.
package struct RuleBundle: Sendable {
    /// What an SSH signature of a bundle is for; one made for anything else does not fit.
    package static let signatureNamespace = "rule-bundle@reeve"

    package static let largestFile = 4 << 20
    package static let largestBundle = 64 << 20
    package static let manifestName = "MANIFEST"
    package static let signatureName = "MANIFEST.sig"
    static let largestSignature = 64 << 10

    package let manifest: BundleManifest
    /// Paths without the leading `rules/`.
    package let files: [RuleFile]

    /// A bundle as it came: nothing of it may be believed before the signature of ``manifestBytes`` has been verified.
    package struct Sealed: Sendable {
        package let manifestBytes: [UInt8]
        package let signature: [UInt8]
        private let entries: [TarArchive.Entry]

        /// - Throws: ``BundleFault`` when the file is not built as a bundle is.
        package init(reading bytes: [UInt8]) throws(BundleFault) {
            guard bytes.count <= RuleBundle.largestBundle else {
                throw BundleFault(.tooLarge, "is larger than \(RuleBundle.largestBundle) bytes")
            }
            let entries = try TarArchive.read(
                bytes,
                mostEntries: BundleManifest.mostFiles + 2,
                largestEntry: RuleBundle.largestFile
            )
            guard entries.count > 2, entries[0].path == RuleBundle.manifestName,
                entries[1].path == RuleBundle.signatureName
            else { throw BundleFault(.malformed, "does not begin with MANIFEST and MANIFEST.sig") }
            guard entries[1].bytes.count <= RuleBundle.largestSignature else {
                throw BundleFault(.tooLarge, "has a signature of more than \(RuleBundle.largestSignature) bytes")
            }
            manifestBytes = entries[0].bytes
            signature = entries[1].bytes
            self.entries = Array(entries.dropFirst(2))
        }

        /// The bundle, with every file compared with the manifest. Call it only when the signature is good.
        package func opened() throws(BundleFault) -> RuleBundle {
            let manifest = try BundleManifest(reading: manifestBytes)
            guard manifest.files.map(\.path) == entries.map(\.path) else {
                let odd = Set(manifest.files.map(\.path)).symmetricDifference(entries.map(\.path)).sorted().first
                throw BundleFault(
                    .mismatch,
                    "holds other files than its manifest names\(odd.map { ", as \(visible($0, limit: 120))" } ?? "")"
                )
            }
            var files: [RuleFile] = []
            for (file, entry) in zip(manifest.files, entries) {
                guard RuleBundle.sha256(entry.bytes) == file.sha256 else {
                    throw BundleFault(.mismatch, "holds \(visible(file.path)) with another content than was signed")
                }
                guard let text = String(validating: entry.bytes, as: UTF8.self) else {
                    throw BundleFault(.malformed, "holds \(visible(file.path)), which is no UTF-8 text")
                }
                files.append(RuleFile(path: String(file.path.dropFirst(6)), text: text, shownAs: file.path))
            }
            return RuleBundle(manifest: manifest, files: files)
        }
    }

    private init(manifest: BundleManifest, files: [RuleFile]) {
        self.manifest = manifest
        self.files = files
    }

    /// A bundle of rule files, to be signed.
    ///
    /// - Parameter packSHA256: `RulePack.sha256` of the same files.
    /// - Throws: ``BundleFault`` when a file's path or size is one that no bundle may have.
    package init(
        _ files: [RuleFile],
        packSHA256: String,
        serial: Int,
        made: CalendarDay
    ) throws(BundleFault) {
        for file in files {
            guard BundleManifest.isAllowed("rules/" + file.path) else {
                throw BundleFault(
                    .forbiddenPath,
                    "cannot hold \(visible(file.path)): a path has plain letters, digits, '-', '_' and '.' alone"
                        + " and at most 94 bytes"
                )
            }
            guard file.text.utf8.count <= Self.largestFile else {
                throw BundleFault(.tooLarge, "cannot hold \(visible(file.path)): larger than \(Self.largestFile) bytes")
            }
        }
        self.files = files.sorted { $0.path < $1.path }
        manifest = BundleManifest(
            serial: serial,
            made: made,
            packSHA256: packSHA256,
            files: self.files.map {
                BundleManifest.File(path: "rules/" + $0.path, sha256: Self.sha256(Array($0.text.utf8)))
            }
        )
    }

    /// The file's bytes, the same for the same files, serial, day and signature.
    package func bytes(signature: [UInt8]) throws(BundleFault) -> [UInt8] {
        let bytes = try TarArchive.write(
            [
                TarArchive.Entry(path: Self.manifestName, bytes: Array(manifest.text.utf8)),
                TarArchive.Entry(path: Self.signatureName, bytes: signature),
            ] + files.map { TarArchive.Entry(path: "rules/" + $0.path, bytes: Array($0.text.utf8)) }
        )
        guard bytes.count <= Self.largestBundle, files.count <= BundleManifest.mostFiles else {
            throw BundleFault(.tooLarge, "would be larger than anybody would accept")
        }
        return bytes
    }

    /// Whether a file looks like a bundle, good or bad.
    package static func isBundle(_ bytes: [UInt8]) -> Bool { TarArchive.isArchive(bytes) }

    static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
