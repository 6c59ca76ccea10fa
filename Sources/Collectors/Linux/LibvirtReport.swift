import EstateModel

/// Reads what the libvirt probe printed: marks in the first column, everything else with a blank in front.
///
/// ```
/// @@uri qemu:///system
/// @@state running
///  6695eb01-f6a4-8304-79aa-97f2502e193f
/// @@domain 6695eb01-f6a4-8304-79aa-97f2502e193f
///  <domain type='kvm'>
/// ```
struct LibvirtReport {
    struct Failure: Equatable {
        enum Cause { case notRunning, refused, other }
        var uri: String
        var cause: Cause
        var message: String
    }

    private(set) var guests: [VirtualMachine] = []
    private(set) var failures: [Failure] = []
    /// Guests whose description was asked for and is not there or has no name.
    private(set) var unreadGuests = 0
    private(set) var reachedLimit = false

    private struct Part {
        var words: [String]
        var content: [UInt8] = []
    }

    init(_ answer: [UInt8]) {
        let parts = Self.parts(answer)
        let states = Self.states(parts)
        var uri = ""
        for part in parts {
            switch part.words.first {
            case "@@uri": uri = part.words.count > 1 ? part.words[1] : ""
            case "@@limit": reachedLimit = true
            case "@@failed": failures.append(Self.failure(part, uri: uri))
            case "@@table": guests += LibvirtTable.guests(in: part.content)
            case "@@domain":
                let found = LibvirtDomain.guests(in: part.content[...], states: states)
                if found.isEmpty { unreadGuests += 1 }
                guests += found.prefix(1)
            default: break
            }
        }
    }

    private static func parts(_ answer: [UInt8]) -> [Part] {
        var parts: [Part] = []
        forEachLine(of: answer) { line in
            if line.hasPrefix("@@") {
                guard parts.count < 10_000 else { return }
                parts.append(Part(words: line.split(separator: UInt8(ascii: " "), maxSplits: 1).map(\.text)))
            } else if !parts.isEmpty {
                parts[parts.count - 1].content += line.dropFirst()
                parts[parts.count - 1].content.append(UInt8(ascii: "\n"))
            }
        }
        return parts
    }

    private static func states(_ parts: [Part]) -> [String: VirtualMachine.State] {
        var states: [String: VirtualMachine.State] = [:]
        let known: [String: VirtualMachine.State] = ["running": .running, "paused": .paused, "shutoff": .off]
        for part in parts where part.words.count == 2 {
            let lines = lines(of: part.content).map { $0.trimmed.text }.filter { !$0.isEmpty }
            if part.words[0] == "@@state", let state = known[part.words[1]] {
                for uuid in lines.compactMap({ SmbiosUUID.normalized($0) }) { states[uuid] = state }
            } else if part.words[0] == "@@domstate", let uuid = SmbiosUUID.normalized(part.words[1]) {
                states[uuid] = lines.first.flatMap(LibvirtTable.state)
            }
        }
        return states
    }

    private static func failure(_ part: Part, uri: String) -> Failure {
        let said = lines(of: part.content).map { $0.trimmed.text }.filter { !$0.isEmpty }
        let message = said.prefix(4).joined(separator: "; ")
        let lower = message.lowercased()
        let refusals = ["denied", "authenticat", "authoriz", "authoris", "polkit"]
        let absences = [
            "no such file", "connection refused", "no connection driver", "unable to locate libvirtd", "not found",
        ]
        let cause: Failure.Cause =
            part.words.last == "\(PosixStatus.privilegeMissing)" || refusals.contains { lower.contains($0) }
            ? .refused : absences.contains { lower.contains($0) } ? .notRunning : .other
        return Failure(uri: uri, cause: cause, message: message)
    }
}
