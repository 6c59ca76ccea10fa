import EstateModel
import Foundation
import Lifecycle

/// Where rules come from: what the command names, or the shipped pack; then the estate's own on top.
enum RulesLocation {
    /// - Parameter keepingTests: whether the rules' own tests are read: only `rules` commands use them.
    static func load(_ option: RulesOption, local: String?, keepingTests: Bool) throws -> RulePack {
        let directories = try directories(option, local: local)
        let pack: RulePack
        do throws(RulePack.LoadFailure) {
            pack = try RulePack.load(directories: directories, keepingTests: keepingTests)
        } catch {
            throw Failure(error.description)
        }
        // Without a rule nothing would be out of support, which must not look like a clean estate.
        guard !pack.products.isEmpty || !pack.diagnostics.isEmpty else { throw noRules(in: directories) }
        return pack
    }

    /// What `RulePack.sha256` would be, without reading the rules.
    static func digest(_ option: RulesOption, local: String?) throws -> String {
        let directories = try directories(option, local: local)
        let digest: String?
        do throws(RulePack.LoadFailure) {
            digest = try RulePack.digest(directories: directories)
        } catch {
            throw Failure(error.description)
        }
        guard let digest else { throw noRules(in: directories) }
        return digest
    }

    /// The directories that a pack is loaded from, the weakest layer first.
    static func directories(_ option: RulesOption, local: String?) throws -> [RulePack.Directory] {
        let shipped = try shipped(option).map { InstalledPacks.rules(in: $0) ?? $0 }
        for path in shipped where !isDirectory(path) {
            throw Failure("there is no rules directory \(visible(path)); name one with --rules or in REEVE_RULES")
        }
        var directories = shipped.map { RulePack.Directory(path: $0, layer: .shipped) }
        if let local, FileManager.default.fileExists(atPath: local) {
            directories.append(RulePack.Directory(path: local, layer: .local))
        }
        return directories
    }

    private static func noRules(in directories: [RulePack.Directory]) -> Failure {
        let places = directories.filter { $0.layer == .shipped }.map { visible($0.path) }.joined(separator: " and ")
        return Failure("no rules were found in \(places); name their directory with --rules or in REEVE_RULES")
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    private static func shipped(_ option: RulesOption) throws -> [String] {
        if !option.directories.isEmpty { return option.directories }
        if let named = ProcessInfo.processInfo.environment["REEVE_RULES"], !named.isEmpty { return [named] }
        if let found = besideProgram() { return [found] }
        throw Failure("no rules were found; name their directory with --rules or in REEVE_RULES")
    }

    /// `../share/reeve/rules` of an installed program, or `rules` of the checkout that it was built in.
    private static func besideProgram() -> String? {
        guard let program = Bundle.main.executablePath else { return nil }
        var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
        let installed = folder.deletingLastPathComponent().appendingPathComponent("share/reeve/rules").path
        if isPack(installed) { return installed }
        for _ in 0..<5 {
            let candidate = folder.appendingPathComponent("rules").path
            if isPack(candidate) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }

    private static func isPack(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/origins.yaml")
    }
}
