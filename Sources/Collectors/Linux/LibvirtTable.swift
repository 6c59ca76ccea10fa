import EstateModel

/// `virsh list --all`, for libvirt before 0.10, which can list neither UUIDs nor single states.
///
/// ```
///  Id    Name                           State
/// ----------------------------------------------------
///  2     rhel7.4                        running
///  -     centos6.8-router               shut off
/// ```
enum LibvirtTable {
    static func guests(in bytes: [UInt8]) -> [VirtualMachine] {
        var guests: [VirtualMachine] = []
        var isBelowHeading = false
        forEachLine(of: bytes) { line in
            let text = line.trimmed.text
            if text.hasPrefix("---") {
                isBelowHeading = true
            } else if isBelowHeading, guests.count < 10_000, let guest = guest(text) {
                guests.append(guest)
            }
        }
        return guests
    }

    private static func guest(_ row: String) -> VirtualMachine? {
        let parts = row.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0] == "-" || Int(parts[0]) != nil else { return nil }
        var name = trimmed(parts[1])
        var state: VirtualMachine.State?
        if let (word, meaning) = states.first(where: { name.hasSuffix(" " + $0.word) }) {
            state = meaning
            name = trimmed(name.dropLast(word.count))
        } else if let last = name.lastIndex(of: " ") {
            // A state in another language: the last word. It is not understood.
            name = trimmed(name[..<last])
        } else {
            return nil
        }
        return name.isEmpty ? nil : VirtualMachine(manager: "libvirt", name: String(name.prefix(256)), state: state)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var result = text
        while result.first == " " { result.removeFirst() }
        while result.last == " " { result.removeLast() }
        return result
    }

    /// The words of `virsh list` and `virsh domstate`; longer ones before those that end like them.
    static let states: [(word: String, meaning: VirtualMachine.State?)] = [
        ("in shutdown", .running), ("shut off", .off), ("no state", nil), ("running", .running), ("idle", .running),
        ("blocked", .running), ("paused", .paused), ("crashed", .crashed), ("dying", .crashed),
        ("pmsuspended", .suspended),
    ]

    static func state(_ word: String) -> VirtualMachine.State? {
        states.first { $0.word == word }?.meaning
    }
}
