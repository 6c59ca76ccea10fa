import Assessment
import Crypto
import EstateFiles
import EstateModel
import Foundation
import Lifecycle
import Risk
import Store
import StrictYAML

/// An estate directory as commands use it: its files read and checked, its rules loaded, its inventory open.
struct Workspace {
    let directory: EstateDirectory
    let estate: Estate
    let policies: CouncilPolicies

    init(_ option: EstateOption) throws {
        directory = EstateDirectory(path: option.path)
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: option.path, isDirectory: &isDirectory), !isDirectory.boolValue {
            throw Failure("\(visible(option.path)) is a file; name the directory that holds estate.yaml with --estate")
        }
        do throws(InvalidFile) {
            estate = try EstateLoader.load(directory: option.path)
            policies = try CouncilPolicies(estate.policy)
        } catch {
            throw Failure("the estate in \(visible(option.path)) cannot be used:\n\(error.description)")
        }
        for warning in estate.warnings { Terminal.message(warning.description) }
    }

    /// SHA-256 of policy.yaml in hexadecimal; nil without one.
    var policyDigest: String? {
        estate.policy.text.isEmpty ? nil : SHA256.hash(data: Data(estate.policy.text.utf8)).hexadecimal
    }

    /// - Parameter creating: makes the database when there is none; otherwise that is an error with a remedy.
    func openStore(creating: Bool = false) async throws -> InventoryStore {
        try await explainingErrors {
            try InventoryStore.open(
                path: directory.database,
                options: InventoryStore.Options(creation: creating ? .create : .mustExist)
            )
        }
    }

    /// One scan or correction of an estate at a time, and one sending of notices; the kernel lets go when the process
    /// ends, however it ends.
    func hold(for work: EstateLock.Work = .scan) throws -> EstateLock {
        do throws(StoreError) {
            return try EstateLock(folder: directory.path, now: SystemClock.now, for: work)
        } catch {
            throw Failure(error.description)
        }
    }

    /// The digest of the rules for a scan, which judges nothing and so does not read them.
    func rulesDigest(_ option: RulesOption) throws -> String {
        try RulesLocation.digest(option, local: directory.rules)
    }

    func loadRules(_ option: RulesOption) throws -> RulePack {
        let pack = try RulesLocation.load(option, local: directory.rules, keepingTests: false)
        guard !pack.products.isEmpty else {
            throw Failure(
                "not one rule can be read, so nothing could be judged; `reeve rules check` says what is wrong"
            )
        }
        if !pack.isComplete {
            let faults = pack.diagnostics.filter { $0.severity == .error }
            let first = faults.first.map { ": \($0.location): \($0.message)" } ?? ""
            let more = faults.count > 1 ? ", and \(faults.count - 1) more" : ""
            Terminal.message(
                "reeve: warning: some rules cannot be read and are left out\(first)\(more); "
                    + "`reeve rules check --estate \(visible(directory.path))` says all"
            )
        }
        return pack
    }
}

extension Digest {
    /// Lower-case digits.
    var hexadecimal: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
