/// One thing that `reeve doctor` looked at.
struct DoctorCheck: Encodable, Sendable {
    enum Result: String, Encodable, Sendable {
        case ok
        case warning
        case failed
        /// Not looked at, because something before it failed or because it must not be now.
        case skipped
    }

    /// The target; nil for what concerns the whole estate.
    var target: String?
    /// What was looked at, in a word or two; stable.
    var check: String
    var result: Result
    /// One sentence: what was found.
    var message: String
    /// What to do; nil when there is nothing.
    var remedy: String?

    init(_ check: String, _ result: Result, _ message: String, remedy: String? = nil, target: String? = nil) {
        self.target = target
        self.check = check
        self.result = result
        self.message = message
        self.remedy = remedy
    }

    static var columns: [Listing<DoctorCheck>.Column] {
        [
            .init("Of", canShrink: true) { $0.target ?? "estate" },
            .init("Check") { $0.check },
            .init("Result") { $0.result.rawValue },
            .init("Found", canShrink: true) { $0.message },
            .init("What to do", canShrink: true) { $0.remedy ?? "" },
        ]
    }
}
