import ArgumentParser

/// Who does something that is logged, and why.
struct ActorOption: ParsableArguments, NeedingOptions {
    @Option(
        name: .customLong("by"),
        help: ArgumentHelp("Who does it: an id under 'people' in estate.yaml. Needed.", valueName: "person")
    )
    var person: String?

    @Option(name: .customLong("reason"), help: "Why, for whoever reads the log later. Needed.")
    var why: String?

    var by: String { person ?? "" }
    var reason: String { why ?? "" }

    var neededOptions: [NeededOption] {
        [
            NeededOption("--by <person>", "who does it: an id under 'people' in estate.yaml", person),
            NeededOption("--reason <reason>", "why, for whoever reads the log later", why),
        ]
    }

    func validate() throws { try validateReason(reason) }
}

func validateReason(_ reason: String) throws {
    guard reason.utf8.count <= 1000 else { throw ValidationError("--reason is longer than 1000 bytes.") }
}
