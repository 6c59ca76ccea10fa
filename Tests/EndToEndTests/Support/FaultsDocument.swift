import Foundation
import Testing

/// `docs/faults.md`, read so that what the program prints can be looked up in it: a fault that is printed but not
/// written down, or written down in other words, fails a test that prints the row that is missing.
///
/// A cell is the text as it is printed; `…` stands for what differs from case to case.
struct FaultsDocument {
    struct HostRow: Hashable {
        var code: String
        var message: String
        var remedy: String

        func fits(_ printed: HostRow) -> Bool {
            code == printed.code && FaultsDocument.fits(message, printed.message)
                && FaultsDocument.fits(remedy, printed.remedy)
        }
    }

    struct CommandRow: Hashable {
        var message: String
        var status: String
    }

    private(set) var hosts: [HostRow] = []
    private(set) var commands: [CommandRow] = []

    static let current = Result { try FaultsDocument() }

    private init() throws {
        let text = try String(contentsOfFile: ReeveProgram.packageRoot + "/docs/faults.md", encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            // Tables of hosts have four columns, those of commands three; headings and rules have no message.
            switch cells.count {
            case 4 where cells[1].hasPrefix("`"):
                let code = cells[1].trimmingCharacters(in: ["`"])
                hosts.append(HostRow(code: code, message: cells[2], remedy: cells[3]))
            case 3 where cells[2].contains(where: \.isNumber):
                commands.append(CommandRow(message: cells[1], status: cells[2]))
            default:
                continue
            }
        }
    }

    /// Whether the document has what was printed of a host; the host's own name in front is left out.
    static func expectHost(_ name: String, _ code: String, _ message: Substring, _ remedy: Substring) throws {
        let message = message.hasPrefix(name + ": ") ? message.dropFirst(name.count + 2) : message
        let printed = HostRow(code: code, message: String(message), remedy: String(remedy))
        let isThere = try current.get().hosts.contains { $0.fits(printed) }
        #expect(isThere, "docs/faults.md lacks: | | `\(code)` | \(message) | \(remedy) |")
    }

    /// Whether the document has what a command printed to stderr, with its exit status.
    static func expectCommand(_ outcome: ReeveProgram.Outcome) throws {
        let status = outcome.status.map(String.init) ?? "–"
        let isThere = try current.get().commands.contains { row in
            row.status.split(separator: ", ").contains(Substring(status))
                && outcome.messages.split(separator: "\n").contains { fits("…" + row.message + "…", String($0)) }
        }
        #expect(isThere, "docs/faults.md lacks: | | \(outcome.messages) | \(status) |")
    }

    /// Faults of a host that no test of the whole program can bring about on every machine.
    static let testedElsewhere: Set = ["unreachable", "local-limit"]

    /// Whether a text is a pattern's, part by part.
    static func fits(_ pattern: String, _ text: String) -> Bool {
        var parts = pattern.components(separatedBy: "…")
        guard text.hasPrefix(parts[0]) else { return false }
        var rest = text.dropFirst(parts.removeFirst().count)
        guard let last = parts.popLast() else { return rest.isEmpty }
        for part in parts where !part.isEmpty {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
