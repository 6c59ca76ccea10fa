/// Words of `reeve plan edit` that several suites need.
enum PlanWords {
    /// All that a draft about Debian still needs before it can be approved: £12,000 of capital, once.
    static let everything = [
        "--target", "debian/13", "--answer", "yes", "--answer-reference", "SUP-12", "--one-off", "12,000", "--spend",
        "capital", "--confidence", "low", "--cost-source", "quote", "--funding", "bid",
    ]
}
