import ArgumentParser

/// Who does something that is logged, and why.
struct ActorOption: ParsableArguments {
    @Option(help: ArgumentHelp("Who does it: an id under 'people' in estate.yaml.", valueName: "person"))
    var by: String

    @Option(help: "Why, for whoever reads the log later.")
    var reason: String

    func validate() throws { try validateReason(reason) }
}

func validateReason(_ reason: String) throws {
    guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason says nothing.") }
    guard reason.utf8.count <= 1000 else { throw ValidationError("--reason is longer than 1000 bytes.") }
}
