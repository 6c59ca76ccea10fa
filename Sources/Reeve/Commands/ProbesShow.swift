import ArgumentParser
import Collectors
import EstateModel
import Foundation

struct ProbesShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print a script, or what lets an account without root run it."
    )

    @Option(help: "posix (Linux, ESXi and other Unix) or windows.")
    var shell: Shell = .posix

    @Flag(help: "Only the SHA-256.")
    var digest = false

    @Flag(help: "A drop-in for /etc/sudoers.d that allows the script's root commands and nothing else.")
    var sudoers = false

    @Flag(help: "The same for doas.conf.")
    var doas = false

    @Option(help: ArgumentHelp("A line for authorized_keys with this public key.", valueName: "key.pub"))
    var authorizedKeys: String?

    @Option(help: "The scan account, for --sudoers and --doas.")
    var user = "reeve"

    @Flag(help: "With --sudoers: sudo asks for a password (`escalate-password` of the estate).")
    var withPassword = false

    @Option(help: ArgumentHelp("With --authorized-keys: who may log in, as in 10.1.2.0/24.", valueName: "cidr"))
    var from: [String] = []

    @Flag(help: "With --authorized-keys: the key runs this very script and nothing else.")
    var onlyThisScript = false

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case posix
        case windows
    }

    func validate() throws {
        let kits = [sudoers, doas, authorizedKeys != nil, digest].count { $0 }
        guard kits <= 1 else {
            throw ValidationError("Choose one of --digest, --sudoers, --doas and --authorized-keys")
        }
        guard shell == .posix || kits == 0 || digest else {
            throw ValidationError("--sudoers, --doas and --authorized-keys are for --shell posix")
        }
        guard PrivilegeKit.isAccountName(user) else {
            throw ValidationError("--user is the name of an account, such as reeve")
        }
        guard authorizedKeys != nil || from.isEmpty && !onlyThisScript else {
            throw ValidationError("--from and --only-this-script go with --authorized-keys")
        }
        guard sudoers || !withPassword else { throw ValidationError("--with-password goes with --sudoers") }
    }

    func run() throws {
        let platforms = PlatformRegistry.posix
        let script = script
        if sudoers {
            let kit = PrivilegeKit.sudoers(
                for: platforms,
                user: user,
                asksForPassword: withPassword,
                digest: script.digest
            )
            Terminal.result(kit)
        } else if doas {
            Terminal.result(PrivilegeKit.doas(for: platforms, user: user, digest: script.digest))
        } else if let authorizedKeys {
            Terminal.result(try authorizedKeyLine(authorizedKeys, script))
        } else if digest {
            Terminal.result(script.digest + "\n")
        } else {
            Terminal.result(script.text)
            Terminal.message("Runs as: \(script.command)\nSHA-256: \(script.digest)")
        }
    }

    private var script: ProbeScript {
        let nonce = String(repeating: "0", count: 32)
        return switch shell {
        case .posix: PosixScript.compose(PosixScript.text(of: PlatformRegistry.posix), nonce: nonce, escalation: .none)
        case .windows: PowerShellScript.compose(PowerShellScript.text(of: .windows), nonce: nonce)
        }
    }

    private func authorizedKeyLine(_ path: String, _ script: ProbeScript) throws -> String {
        let input = try InputLines(path: path)
        var text = ""
        while let line = try input.next(), text.utf8.count < 64 << 10 {
            text += String(decoding: line, as: UTF8.self) + "\n"
        }
        do throws(AuthorizedKey.Objection) {
            return try AuthorizedKey.line(
                publicKey: text,
                from: from,
                forcedDigest: onlyThisScript ? script.digest : nil
            )
        } catch {
            throw Failure("\(visible(path)): \(visible(error.description))")
        }
    }
}
