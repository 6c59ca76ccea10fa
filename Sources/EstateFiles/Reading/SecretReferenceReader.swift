import EstateModel
import StrictYAML

extension MappingReader {
    /// A reference to a secret: `{env: NAME}`, `{file: PATH}` or `{command: [PROGRAM, ARGUMENT]}`.
    func secretReference(_ key: String) -> SecretReference? {
        guard let node = node(key) else { return nil }
        guard case .mapping(let entries) = node.content else {
            error(
                key,
                "'\(key)' must say where the secret is, never the secret itself: \(SecretForm.all). "
                    + "The value is not shown here; if it was a real one, change it"
            )
            return nil
        }
        guard entries.count == 1, let entry = entries.first,
            let reference = SecretForm.reference(entry)
        else {
            error(key, "'\(key)' must be exactly one of \(SecretForm.all); the value is not shown here")
            return nil
        }
        return reference
    }
}

private enum SecretForm {
    static let all = "{env: NAME}, {file: PATH} or {command: [PROGRAM, ARGUMENT]}"

    static func reference(_ entry: YAMLNode.Entry) -> SecretReference? {
        switch (entry.key, entry.value.content) {
        case ("env", .scalar(let name)) where NameSyntax.isEnvironmentVariable(name):
            return .environment(name)
        case ("file", .scalar(let path)) where isSafe(path):
            return .file(path)
        case ("command", .sequence(let items)) where (1...64).contains(items.count):
            let words = items.compactMap { item in
                if case .scalar(let word) = item.content, isSafe(word) { return word }
                return nil
            }
            return words.count == items.count ? .command(words) : nil
        default:
            return nil
        }
    }

    private static func isSafe(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 1000 && visible(text, limit: 1000) == text
    }
}
