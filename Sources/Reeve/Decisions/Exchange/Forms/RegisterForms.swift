import EstateModel
import RegisterExchange

extension ExportForm {
    static let csv = ExportForm("csv", "every field of every risk") { register in
        Table(table: register.table().table, ownRows: register.ownRisks.count)
    }
    static let jsonAPI = ExportForm("json-api", "the register as JSON:API, for programs") { register, _ in
        Written(text: register.table().json, ownRows: register.ownRisks.count)
    }
    static let calendar = ExportForm("ics", "a calendar of all that is due; it names no hosts") { register, _ in
        // The day of judgement and not the clock's: the same register is the same file.
        let stamp = Instant(secondsSinceEpoch: Int64(register.asOf.daysSinceEpoch) * 86_400)
        let table = register.table(withWatched: true)
        let text = table.calendar(stamp: stamp, with: register.plans.flatMap(\.events))
        return Written(text: text, ownRows: register.ownRisks.count)
    }
}
