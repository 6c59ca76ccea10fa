package import EstateModel

/// What the script's own first frame tells: enough to choose the parsers.
package struct HostDescription: Hashable, Sendable {
    /// The id of the frame that holds it.
    package static let probe = "host"

    /// `uname -s`: `Linux`, `VMkernel`, `FreeBSD`.
    package var system: String
    /// `uname -r`.
    package var release: String?
    /// `uname -m`.
    package var machine: String?
    /// The account's number; nil where the host has no `id`.
    package var userID: Int?
    /// `bash 5.2.15(1)-release`; nil for shells that do not name themselves (dash, BusyBox).
    package var shell: String?
    /// How the script was to gain root; nil in answers that were recorded without it.
    package var escalation: Escalation?

    /// Nil when the host did not say what it is.
    package init?(_ answer: Answer?) {
        guard let answer else { return nil }
        let lines = lines(of: answer.stdout).prefix(4).map(\.trimmed.text)
        guard let words = lines.first?.split(separator: " ").map(String.init), let system = words.first else {
            return nil
        }
        self.system = system
        if words.count >= 3 {
            release = words[1..<(words.count - 1)].joined(separator: " ")
            machine = words[words.count - 1]
        }
        for line in lines.dropFirst() {
            guard let space = line.firstIndex(of: " ") else { continue }
            let value = String(line[line.index(after: space)...])
            if line.hasPrefix("uid ") { userID = Int(value) }
            if line.hasPrefix("shell "), !value.isEmpty { shell = value }
            if line.hasPrefix("escalation ") { escalation = Escalation(rawValue: value) }
        }
    }
}
