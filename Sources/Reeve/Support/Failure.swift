import Decisions
import EstateFiles
import EstateModel
import SSH
import Store
import StrictYAML

/// An error in words for the person at the terminal: what failed, on what, why, what to do.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Runs a part of a command and turns what the modules throw into a ``Failure``.
func explainingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch let error as InvalidFile {
        throw Failure(error.diagnostics.count == 1 ? error.description : "\n" + error.description)
    } catch let error as DecisionFault {
        throw Failure(error.description)
    } catch let error as StoreError where error.code == .cancelled {
        throw ExitStatus.interrupted.error
    } catch is CancellationError {
        throw ExitStatus.interrupted.error
    } catch let error as StoreError {
        throw Failure(error.description)
    } catch let error as SSHError {
        throw Failure(error.description)
    } catch let error as SecretError {
        throw Failure(error.description)
    }
}

/// `; did you mean 'db01'?`, or nothing when no name is near.
///
/// - Parameter command: lists what there is, as in `reeve assets`.
func suggestion(for word: String, among names: [String], listedBy command: String? = nil) -> String {
    let nearest = nearestWord(to: word, among: names).map { "; did you mean '\(visible($0, limit: 80))'?" }
    guard let command else { return nearest ?? "" }
    return (nearest.map { $0 + " " } ?? "; ") + "`\(command)` lists them"
}
