/// sshd's `MaxStartups begin:rate:full`: from `begin` connections that are not logged in, `rate` per cent of new ones
/// are dropped, rising to all of them at `full`.
struct MaxStartups {
    let begin: UInt32
    let rate: UInt32
    let full: UInt32

    init(_ text: String) throws(SimulatorError) {
        let numbers = text.split(separator: ":").map { UInt32($0) }
        guard numbers.count == 3, let begin = numbers[0], let rate = numbers[1], let full = numbers[2],
            begin < full, (1...100).contains(rate)
        else { throw SimulatorError("--max-startups is begin:rate:full, as in 10:30:60") }
        (self.begin, self.rate, self.full) = (begin, rate, full)
    }
}
