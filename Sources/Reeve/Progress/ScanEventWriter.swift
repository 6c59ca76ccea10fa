import EstateModel
import Foundation
import Reporting
import Scanning
import Synchronization

/// Writes what happens in a scan as JSON lines after docs/schema/scan-events.json.
///
/// Events are gathered and written by a thread of its own: a reader that is slow delays the lines, not the scan.
final class ScanEventWriter: Sendable {
    private let descriptor: Int32
    private let pending = Mutex<[ScanEventLine]>([])
    private let isBroken = Mutex(false)
    private let ticker = Mutex<Ticker?>(nil)

    /// - Parameter destination: `-` for stdout, `fd:3` for an open descriptor, or the path of a file.
    init(to destination: String) throws {
        if destination == "-" {
            descriptor = STDOUT_FILENO
        } else if destination.hasPrefix("fd:") {
            guard let number = Int32(destination.dropFirst(3)), number > 0, fcntl(number, F_GETFL) >= 0 else {
                throw Failure(
                    "--events \(visible(destination, limit: 40)): no such descriptor is open; open it, as in 3>FILE"
                )
            }
            descriptor = number
        } else {
            descriptor = open(destination, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                let reason = String(cString: strerror(errno))
                throw Failure(
                    "--events cannot write \(visible(destination)): \(reason); name a file that can be written"
                )
            }
        }
        ticker.withLock { $0 = Ticker { [weak self] in self?.flush() } }
    }

    func add(_ event: ScanEvent, at moment: Instant) {
        pending.withLock { $0.append(ScanEventLine(event, at: moment)) }
    }

    /// Adds the last event, if the scan came to an end, and writes what is left.
    func end(_ summary: ScanSummary?, at moment: Instant) {
        if let summary { pending.withLock { $0.append(ScanEventLine(summary, at: moment)) } }
        let last = ticker.withLock { ticker in
            defer { ticker = nil }
            return ticker
        }
        last?.stop()
        flush()
    }

    private func flush() {
        let lines = pending.withLock { pending in
            defer { pending = [] }
            return pending
        }
        guard !lines.isEmpty, !isBroken.withLock({ $0 }) else { return }
        let text = lines.map { (try? StableJSON.line($0)) ?? "" }.joined()
        guard let failure = DescriptorOutput.write(Array(text.utf8), to: descriptor) else { return }
        isBroken.withLock { $0 = true }
        // A reader that went away wants no more; the scan goes on.
        if failure != EPIPE {
            Terminal.message(
                "reeve: warning: --events cannot be written any more: \(String(cString: strerror(failure)))"
            )
        }
    }
}
