/// Which host has which fault. Pure: the same words and seed give the same plan.
struct FaultPlan {
    /// One for each host, in the order of their addresses.
    private(set) var faults: [Fault]

    init(hostCount: Int) {
        faults = Array(repeating: .none, count: hostCount)
    }

    /// Reads `silent=5%,drip=2%,reset=3`: a share of the hosts, or a number of them. Hosts are drawn without putting
    /// back, so that the numbers are exact.
    mutating func draw(_ text: String, seed: UInt64) throws(SimulatorError) {
        var places = faults.indices.filter { faults[$0] == .none }
        var generator = SplitMix(state: seed)
        places.shuffle(using: &generator)
        for item in text.split(separator: ",") {
            let parts = item.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let count = Self.count(parts[1], of: faults.count) else {
                throw SimulatorError("'\(item)' is not of the form fault=5% or fault=20")
            }
            let fault = try Fault(named: parts[0])
            guard count <= places.count else {
                throw SimulatorError("there are not enough hosts for the faults '\(text)'")
            }
            for place in places.suffix(count) { faults[place] = fault }
            places.removeLast(count)
        }
    }

    /// Reads lines `127.1.0.7 drip`; blank lines and those that begin with `#` say nothing.
    mutating func read(_ text: String, first: LoopbackAddress) throws(SimulatorError) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            guard words.count == 2, let address = LoopbackAddress(words[0]), address.number >= first.number,
                Int(address.number - first.number) < faults.count
            else {
                throw SimulatorError("'\(line)' of the plan is not ADDRESS FAULT of a simulated host")
            }
            faults[Int(address.number - first.number)] = try Fault(named: words[1])
        }
    }

    private static func count(_ text: Substring, of total: Int) -> Int? {
        guard text.hasSuffix("%") else { return Int(text).flatMap { $0 >= 0 ? $0 : nil } }
        guard let percent = Double(text.dropLast()), (0...100).contains(percent) else { return nil }
        return Int((Double(total) * percent / 100).rounded())
    }
}

/// Small, and the same in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
