import ArgumentParser

/// An option without which a command cannot do its work.
///
/// The parser knows it as one that may be left out: it would name only the first that is missing, and whoever writes a
/// decision down should hear of all of them at once.
struct NeededOption {
    /// `--by <person>`.
    let form: String
    /// What it is for, in few words.
    let about: String
    let isGiven: Bool

    init(_ form: String, _ about: String, isGiven: Bool) {
        self.form = form
        self.about = about
        self.isGiven = isGiven
    }

    /// Text that says nothing counts as not given.
    init(_ form: String, _ about: String, _ text: String?) {
        self.init(form, about, isGiven: text?.contains { !$0.isWhitespace } ?? false)
    }
}

/// A command, or a group of options of several commands, with options that are needed.
protocol NeedingOptions {
    /// In the order of the help.
    var neededOptions: [NeededOption] { get }
}

extension OptionGroup: NeedingOptions where Value: NeedingOptions {
    var neededOptions: [NeededOption] { wrappedValue.neededOptions }
}

/// Refuses a command that lacks options, naming all of them.
func requireNeededOptions(of command: any ParsableCommand) throws {
    let groups = Mirror(reflecting: command).children.compactMap { $0.value as? any NeedingOptions }
    let needed = (groups + [command].compactMap { $0 as? any NeedingOptions }).flatMap(\.neededOptions)
    let missing = needed.filter { !$0.isGiven }
    guard !missing.isEmpty else { return }
    let width = missing.map(\.form.count).max() ?? 0
    let lines = missing.map { option in
        "  " + option.form + String(repeating: " ", count: width - option.form.count + 2) + option.about
    }
    let what = missing.count == 1 ? "one thing is" : "\(missing.count) things are"
    throw ValidationError("\(what) missing, or empty:\n" + lines.joined(separator: "\n"))
}
