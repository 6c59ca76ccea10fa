/// Why an act on a plan was refused: everything that is wrong with it at once.
package struct PlanFault: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// Something that the act needs is not given.
        package static let missing = Self(rawValue: "missing")
        /// Something is given that cannot be.
        package static let invalid = Self(rawValue: "invalid")
        /// The plan is in a state in which the act is not possible.
        package static let illegalState = Self(rawValue: "illegal-state")
        /// No plan has that reference.
        package static let unknownPlan = Self(rawValue: "unknown-plan")
        /// Another person has to do it.
        package static let notPermitted = Self(rawValue: "not-permitted")
        /// The evidence does not show what is claimed.
        package static let notProven = Self(rawValue: "not-proven")
        /// Things wait for each other in a circle.
        package static let cycle = Self(rawValue: "cycle")
        /// The calendar cannot name a working day.
        package static let calendar = Self(rawValue: "calendar")
    }

    package struct Item: Hashable, Sendable {
        package let code: Code
        /// What is wrong and what to do about it, one sentence.
        package let message: String

        package init(_ code: Code, _ message: String) {
            self.code = code
            self.message = message
        }
    }

    /// At least one; in the order in which they were found.
    package let items: [Item]

    package init(_ items: [Item]) {
        self.items = items
    }

    package init(_ code: Code, _ message: String) {
        items = [Item(code, message)]
    }

    /// One line for each fault.
    package var description: String { items.map(\.message).joined(separator: "\n") }
}

/// Gathers faults so that a person hears of all of them at once.
struct FaultList {
    private(set) var items: [PlanFault.Item] = []

    mutating func add(_ code: PlanFault.Code, _ message: String) {
        items.append(PlanFault.Item(code, message))
    }

    mutating func require(_ holds: Bool, _ code: PlanFault.Code, _ message: @autoclosure () -> String) {
        if !holds { add(code, message()) }
    }

    mutating func requireText(_ text: String, _ what: String) {
        require(!isBlank(text), .missing, "\(what) is missing")
        require(text.utf8.count <= 10_000, .invalid, "\(what) is longer than 10,000 bytes; shorten it")
    }

    mutating func append(_ other: [PlanFault.Item]) {
        items += other
    }

    func throwIfAny() throws(PlanFault) {
        if !items.isEmpty { throw PlanFault(items) }
    }
}

func isBlank(_ text: String) -> Bool {
    text.allSatisfy(\.isWhitespace)
}
