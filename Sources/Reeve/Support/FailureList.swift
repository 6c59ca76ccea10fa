import Decisions

/// Gathers what is wrong with a command, so that a person hears of all of it at once.
struct FailureList {
    private var texts: [String] = []

    /// Runs a part and keeps what it says is wrong; anything else that it throws is thrown on.
    mutating func take(_ part: () async throws -> Void) async throws {
        do {
            try await part()
        } catch let failure as Failure {
            keep(failure.description)
        } catch let fault as DecisionFault {
            keep(fault.description)
        }
    }

    func throwIfAny() throws {
        guard let first = texts.first else { return }
        guard texts.count > 1 else { throw Failure(first) }
        throw Failure("\(texts.count) things are wrong:\n" + texts.map { "  - \($0)" }.joined(separator: "\n"))
    }

    private mutating func keep(_ text: String) {
        if !texts.contains(text) { texts.append(text) }
    }
}
