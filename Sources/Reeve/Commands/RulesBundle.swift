import ArgumentParser
import EstateModel
import Lifecycle
import RuleExchange
import StrictYAML

struct RulesBundle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Put the rules into one signed file that can be carried into an isolated network.",
        discussion: """
            The file is a plain tar archive: MANIFEST, its SSH signature, and the rule files. A pack that does not check \
            is not bundled.
            """
    )

    @Argument(help: "The file to write.")
    var output: String

    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption

    @Option(name: .customLong("sign"), help: ArgumentHelp("The SSH key that signs.", valueName: "key"))
    var key: String

    @Option(help: "Counts up with every bundle: an older one is never installed over a newer one.")
    var serial: Int

    func validate() throws {
        guard (1...BundleManifest.largestSerial).contains(serial) else {
            throw ValidationError("--serial must be 1 to \(BundleManifest.largestSerial).")
        }
    }

    func run() async throws {
        let directories = try RulesLocation.directories(rules, local: nil)
        guard directories.count == 1 else {
            throw Failure("a bundle carries one rule directory; name one with --rules")
        }
        let files = try RulePack.filesToWrite(in: directories)
        let pack = RulePack(files: files)
        let errors = RuleChecker(pack: pack, asOf: asOf.resolved, options: .init(coverage: nil, stale: nil)).check()
            .filter { $0.severity == .error }
        for error in errors { Terminal.message(error.description) }
        guard errors.isEmpty, !pack.products.isEmpty else {
            throw Failure("nothing was bundled: the rules do not check; mend what `reeve rules check` says")
        }
        do {
            let bundle = try RuleBundle(files, packSHA256: pack.sha256, serial: serial, made: asOf.resolved)
            let signature = try await BundleSignature.make(over: Array(bundle.manifest.text.utf8), key: key)
            try NewFile.write(try bundle.bytes(signature: signature), to: output)
        } catch let fault as BundleFault {
            throw Failure("the bundle \(visible(output)) \(fault.description)")
        }
        Terminal.message(
            "wrote \(visible(output)): serial \(serial), \(files.count) files, \(pack.products.count) products; "
                + "SHA-256 of the rules \(pack.sha256)"
        )
    }
}

/// A bundle that somebody brought, and who is believed.
struct BundleOption: ParsableArguments {
    @Argument(help: "A bundle as `reeve rules bundle` writes them.")
    var bundle: String

    @Option(
        name: .customLong("allowed-signers"),
        help: ArgumentHelp("Whose signature counts, in the format of ssh-keygen.", valueName: "file")
    )
    var allowedSigners: String

    struct Opened {
        var bundle: RuleBundle
        var sealed: RuleBundle.Sealed
        var pack: RulePack
        var signer: String
    }

    func open() async throws -> Opened {
        try await Self.open(bundle, allowedSigners: allowedSigners)
    }

    /// Reads, verifies and checks a bundle; nothing of it is used before its signature is good.
    static func open(_ path: String, allowedSigners: String) async throws -> Opened {
        let bytes: [UInt8]
        do throws(BoundedFile.Fault) {
            bytes = try BoundedFile.read(path, limit: RuleBundle.largestBundle).bytes
        } catch {
            throw Failure("the bundle \(visible(path)) \(error.message)")
        }
        do {
            let sealed = try RuleBundle.Sealed(reading: bytes)
            let signer = try await BundleSignature.verify(sealed, bundle: path, allowedSigners: allowedSigners)
            let bundle = try sealed.opened()
            let pack = RulePack(files: bundle.files)
            guard !pack.isComplete || pack.sha256 == bundle.manifest.packSHA256 else {
                throw Failure(
                    "the bundle \(visible(path)) is refused: its rules have the SHA-256 \(pack.sha256), and its manifest "
                        + "says \(bundle.manifest.packSHA256)"
                )
            }
            guard pack.isComplete else {
                for diagnostic in pack.diagnostics where diagnostic.severity == .error {
                    Terminal.message(diagnostic.description)
                }
                throw Failure(
                    "the bundle \(visible(path)) is refused: this Reeve cannot read all of its rules, and a half-read "
                        + "pack must not judge; is it made for a newer Reeve?"
                )
            }
            return Opened(bundle: bundle, sealed: sealed, pack: pack, signer: signer)
        } catch let fault as BundleFault {
            throw Failure("the bundle \(visible(path)) is refused: it \(fault.description)")
        }
    }
}

extension BundleOption.Opened {
    var summary: String {
        "serial \(bundle.manifest.serial) of \(bundle.manifest.made), signed by \(visible(signer, limit: 100)); "
            + "\(bundle.files.count) files, \(pack.products.count) products; SHA-256 of the rules \(pack.sha256)"
    }
}

struct RulesVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a bundle's signature and contents without installing it.",
        discussion: "With --into also whether its serial is newer than the one in use there."
    )

    @OptionGroup var bundle: BundleOption

    @Option(help: ArgumentHelp("Where it would be installed.", valueName: "dir"))
    var into: String?

    func run() async throws {
        let opened = try await bundle.open()
        if let into { try InstalledPacks(root: into).checkSerial(opened.bundle, named: bundle.bundle) }
        Terminal.result("good: \(opened.summary)\n")
    }
}

struct RulesInstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Verify a bundle and make it the pack in use; the packs before it are kept.",
        discussion: """
            DIR then holds packs/SERIAL-HASH/rules for every pack and the link `current`. Name DIR with --rules or in \
            REEVE_RULES. To judge with an older pack, name its own directory. `reeve rules diff` says beforehand which \
            hosts change their verdict.
            """
    )

    @OptionGroup var bundle: BundleOption

    @Option(help: ArgumentHelp("The folder of installed packs.", valueName: "dir"))
    var into: String

    func run() async throws {
        let opened = try await bundle.open()
        let place = try InstalledPacks(root: into).install(
            opened.bundle,
            sealed: opened.sealed,
            named: bundle.bundle
        )
        Terminal.result("in use: \(visible(place)): \(opened.summary)\n")
    }
}
