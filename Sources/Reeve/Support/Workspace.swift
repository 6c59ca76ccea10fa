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
        do throws(InvalidFile) {
            estate = try EstateLoader.load(directory: option.path)
            policies = try CouncilPolicies(estate.policy)
        } catch {
            throw Failure("the estate in \(option.path) cannot be used:\n\(error.description)")
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

    func loadRules(_ option: RulesOption) throws -> RulePack {
        let pack = try RulesLocation.load(option, local: directory.rules)
        guard !pack.products.isEmpty else {
            throw Failure(
                "not one rule can be read, so nothing could be judged; `reeve rules check` says what is wrong"
            )
        }
        if !pack.isComplete {
            Terminal.message(
                "reeve: warning: some rules cannot be read and are left out; `reeve rules check` says which"
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
