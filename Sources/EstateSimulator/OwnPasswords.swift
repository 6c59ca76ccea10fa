/// Hosts that are let in by a password of their own.
struct OwnPasswords {
    /// One place for each host in the order of their addresses, an empty one, then the jump host's.
    private(set) var inOrder: [String?]

    /// Reads lines `127.1.0.7 PASSWORD`; blank lines and those that begin with `#` say nothing.
    init(
        _ text: String,
        hostCount: Int,
        first: LoopbackAddress,
        jumpHost: LoopbackAddress?
    ) throws(SimulatorError) {
        inOrder = Array(repeating: nil, count: hostCount + 2)
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard !words.isEmpty else { continue }
            guard words.count == 2, let address = LoopbackAddress(words[0]) else {
                throw SimulatorError("'\(line)' of the passwords is not ADDRESS PASSWORD")
            }
            let place = address == jumpHost ? hostCount + 1 : Int(address.number) - Int(first.number)
            guard address == jumpHost || (0..<hostCount).contains(place) else {
                throw SimulatorError("\(address) of the passwords is no simulated host")
            }
            inOrder[place] = String(words[1])
        }
    }
}
