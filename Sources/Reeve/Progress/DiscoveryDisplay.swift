import Synchronization

/// How far a search for servers is: one live line on a terminal, nothing otherwise.
final class DiscoveryDisplay: Sendable {
    private let total: Int
    private let counts = Mutex((done: 0, found: 0))
    private let ticker = Mutex<Ticker?>(nil)

    init(total: Int) {
        self.total = total
        guard Terminal.messagesAreShownLive else { return }
        ticker.withLock { $0 = Ticker { [weak self] in self?.draw() } }
    }

    var show: @Sendable (_ done: Int, _ found: Int) -> Void {
        { [self] done, found in counts.withLock { $0 = (done, found) } }
    }

    func end() {
        let last = ticker.withLock { ticker in
            defer { ticker = nil }
            return ticker
        }
        last?.stop()
        if last != nil { Terminal.draw([]) }
    }

    private func draw() {
        let (done, found) = counts.withLock { $0 }
        Terminal.draw(["\(ScanTally.grouped(done)) of \(ScanTally.grouped(total)) places looked at, \(found) answered"])
    }
}
