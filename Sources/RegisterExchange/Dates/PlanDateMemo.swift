/// Reads the words of each By When once: registers write the same few again and again.
struct PlanDateMemo {
    let context: PlanDateContext
    private var known: [String: PlanDate] = [:]

    private static let mostKnown = 10_000

    init(context: PlanDateContext) {
        self.context = context
    }

    mutating func date(_ text: String) -> PlanDate {
        if let date = known[text] { return date }
        let date = PlanDate(reading: text, context: context)
        if known.count < Self.mostKnown { known[text] = date }
        return date
    }
}
