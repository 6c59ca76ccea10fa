import ArgumentParser
import EstateModel

/// What is said about a command line that cannot be carried out.
enum UsageError {
    /// A refusal by a command that was understood, with that command's own usage.
    static func text(_ error: ValidationError, of type: any ParsableCommand.Type) -> String {
        let path = CommandTree.path(to: type).joined(separator: " ")
        return
            "Error: \(visibleLines(error.message))\nUsage: \(usage(of: type))\n  See '\(path) --help' for more information."
    }

    /// What the parser says of a line that it does not understand: it repeats it as it was given.
    static func text(ofParser error: any Error) -> String { visibleLines(Reeve.fullMessage(for: error)) }

    /// Text of several lines without what moves a cursor; the parser's own lines stay apart.
    static func visibleLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { visible($0, limit: 4000) }
            .joined(separator: "\n")
    }

    private static func usage(of type: any ParsableCommand.Type) -> String {
        let text = Reeve.usageString(for: type)
        return text.hasPrefix("USAGE: ") ? String(text.dropFirst(7)) : text
    }

    /// `There is no command 'risks'; did you mean 'risk'?`, when a word stands where a command is expected; nil when
    /// none does.
    static func unknownCommand(_ arguments: [String]) -> String? {
        var level: any ParsableCommand.Type = Reeve.self
        for argument in arguments {
            let commands = CommandTree.subcommands(of: level)
            guard !commands.isEmpty, !argument.hasPrefix("-") else { return nil }
            if let next = commands.first(where: { CommandTree.name(of: $0) == argument }) {
                level = next
                continue
            }
            guard let near = nearestWord(to: argument, among: commands.map(CommandTree.name)) else { return nil }
            let path = CommandTree.path(to: level).joined(separator: " ")
            return "There is no command '\(path) \(visible(argument, limit: 60))'; did you mean '\(path) \(near)'?"
        }
        return nil
    }
}

/// The commands as they contain each other.
enum CommandTree {
    static func subcommands(of type: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        let configuration = type.configuration
        return configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    }

    static func name(of type: any ParsableCommand.Type) -> String {
        type.configuration.commandName ?? String(describing: type).lowercased()
    }

    /// `reeve`, `exception`, `request`; the command's own name alone when it is no part of the program.
    static func path(to wanted: any ParsableCommand.Type) -> [String] {
        func search(_ type: any ParsableCommand.Type) -> [String]? {
            if type == wanted { return [name(of: type)] }
            return subcommands(of: type).lazy.compactMap(search).first.map { [name(of: type)] + $0 }
        }
        return search(Reeve.self) ?? [name(of: wanted)]
    }
}
