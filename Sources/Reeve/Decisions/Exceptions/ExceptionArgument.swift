import ArgumentParser

/// The exception that a command is about, in an estate that is judged first.
struct ExceptionArgument: ParsableArguments {
    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption

    @Argument(
        help: ArgumentHelp("The exception: E-0001.", valueName: "exception"),
        transform: { $0.uppercased() }
    )
    var id: String
}
