import Synchronization

/// The distinct facts and pieces of software of an estate, numbered from 0 in the order in which they were met.
///
/// Ten thousand hosts hold seven million packages of which some ten thousand are distinct: a host's software is then a
/// list of numbers, and what is made of a fact once is found again by its number.
package final class FactCatalogue: Sendable {
    package enum Entry: Hashable, Sendable {
        case fact(Fact)
        case software(InstalledSoftware)

        /// In the form that rules match on.
        package var fact: Fact {
            switch self {
            case .fact(let fact): fact
            case .software(let software): software.fact
            }
        }
    }

    private struct State {
        var entries: [Entry] = []
        var numbers: [Entry: Int32] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// The number of an entry; equal entries have the same.
    package func number(of entry: Entry) -> Int32 {
        state.withLock { state in
            if let known = state.numbers[entry] { return known }
            // Two thousand million distinct facts do not fit into the memory that would hold them.
            let number = Int32(state.entries.count)
            state.entries.append(entry)
            state.numbers[entry] = number
            return number
        }
    }

    /// The entry with a number that ``number(of:)`` gave.
    package func entry(_ number: Int32) -> Entry {
        state.withLock { $0.entries[Int(number)] }
    }
}
