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
        try await store.scan(named: text, option: "--as-of")
    }
}

/// A past state of the inventory, for commands whose `--as-of` is the day of judgement.
struct PastScanOption: ParsableArguments {
    @Option(
        name: .customLong("scan"),
        help: ArgumentHelp(
            "Judge the inventory as it was after a scan (its number) or at the end of a day.",
            valueName: "scan|day"
        )
    )
    var text: String?
}

extension InventoryStore {
    /// The scan that a person named by its number or by a day; nil when nothing was named.
    func scan(named text: String?, option: String) async throws -> ScanID? {
        guard let text else { return nil }
        let number = Int64(text).map(ScanID.init(rawValue:))
        let scans = try await explainingErrors { try await self.scans() }
        if let number {
            guard scans.contains(where: { $0.id == number }) else {
                throw Failure("there is no scan \(number.rawValue); `reeve scans` lists them")
            }
            return number
        }
        guard let day = CalendarDay(text) else {
            throw Failure(
                "\(option) takes a scan's number or a day, not '\(visible(text, limit: 40))': "
                    + CalendarDay.mistake(in: text)
            )
        }
        guard let last = scans.filter({ $0.startedAt.londonDay <= day }).map(\.id).max() else {
            throw Failure("no scan had begun by \(day.longDescription); `reeve scans` lists them")
        }
        return last
    }
}
