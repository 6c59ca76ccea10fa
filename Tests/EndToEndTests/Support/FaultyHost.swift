import Testing

/// A host with one thing wrong, and what a scan must say of it.
struct FaultyHost: Sendable, CustomTestStringConvertible {
    /// The target's name.
    let name: String
    /// The problem's code.
    let code: String
    /// Parts of the problem's message.
    let message: [String]
    /// Parts of its remedy.
    let remedy: [String]
    /// How the estate and the host are made.
    let make: @Sendable (EndToEndEstate, _ name: String) throws -> Void

    init(
        _ name: String,
        _ code: String,
        message: [String],
        remedy: [String],
        make: @escaping @Sendable (EndToEndEstate, _ name: String) throws -> Void
    ) {
        self.name = name
        self.code = code
        self.message = message
        self.remedy = remedy
        self.make = make
    }

    var testDescription: String { "\(name): \(code)" }
}
