import ArgumentParser
import EstateModel
import Store

/// A past state of the inventory: after a scan by number, or at the end of a day.
struct MomentOption: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "The inventory as it was after a scan (its number) or at the end of a day.",
            valueName: "scan|day"
        )
    )
    var text: String?

    /// Nil for now.
    func scan(in store: InventoryStore) async throws -> ScanID? {
        guard let text else { return nil }
        if let number = Int64(text) { return ScanID(rawValue: number) }
        guard let day = CalendarDay(text) else {
            throw Failure("--as-of takes a scan's number or a day as YYYY-MM-DD, not '\(visible(text, limit: 40))'")
        }
        let scans = try await explainingErrors { try await store.scans() }
        guard let last = scans.filter({ $0.startedAt.day <= day }).map(\.id).max() else {
            throw Failure("no scan had begun by \(day); `reeve scans` lists them")
        }
        return last
    }
}
