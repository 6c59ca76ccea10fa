import EstateModel
import StrictYAML

/// Reads `credentials:`. No message of this file repeats a value: somebody may have written the secret itself.
struct CredentialReader {
    let sink: DiagnosticSink

    func credentials(in root: MappingReader) -> [CredentialReference] {
        guard let mapping = root.mapping("credentials", subject: "credentials") else { return [] }
        return mapping.allEntries().compactMap(credential)
    }

    private func credential(_ entry: YAMLNode.Entry) -> CredentialReference? {
        guard let id = entry.identifier(kind: "credential", sink: sink) else { return nil }
        let subject = "credential '\(id)'"
        guard case .mapping = entry.value.content,
            let reader = MappingReader(entry.value, subject: subject, sink: sink)
        else {
            sink.error(at: entry.value.location, "\(subject) must be a mapping with \(Self.kinds)")
            return nil
        }
        let method = method(reader)
        reader.finish()
        return method.map { CredentialReference(id: id, method: $0) }
    }

    /// The names of the credentials that are passwords, whether or not they can be used.
    static func passwordNames(in root: YAMLNode) -> [String] {
        entries(of: root, under: "credentials").filter { entry in
            guard case .mapping(let keys) = entry.value.content else { return false }
            return keys.contains { $0.key == "password" }
        }
        .map(\.key)
    }

    private static let kinds = "'key-file', 'agent' or 'password'"

    private func method(_ reader: MappingReader) -> CredentialReference.Method? {
        // Every key is asked for, so that finish() can name the nearest one.
        let keyFile = path(reader, "key-file")
        let passphrase = reader.secretReference("passphrase")
        let agent = reader.string("agent")
        let identity = path(reader, "identity")
        let password = reader.secretReference("password")

        let present = ["key-file", "agent", "password"].filter { reader.node($0) != nil }
        guard present.count == 1 else {
            let found = present.isEmpty ? "none of them" : present.map { "'\($0)'" }.joined(separator: " and ")
            sink.error(at: reader.location, "\(reader.subject) needs exactly one of \(Self.kinds), but has \(found)")
            return nil
        }
        refuseStray(reader, "passphrase", with: "key-file", present: present)
        refuseStray(reader, "identity", with: "agent", present: present)
        switch present[0] {
        case "key-file":
            return keyFile.map { .keyFile(path: $0, passphrase: passphrase) }
        case "agent":
            if agent == "true" || agent == "yes" { return .agent(identity: identity) }
            if agent != nil { reader.error("agent", "'agent' can only be true; leave it out otherwise") }
            return nil
        default:
            return password.map { .password($0) }
        }
    }

    private func refuseStray(_ reader: MappingReader, _ key: String, with owner: String, present: [String]) {
        guard reader.node(key) != nil, present != [owner] else { return }
        reader.error(key, "'\(key)' goes with '\(owner)' only")
    }

    private func path(_ reader: MappingReader, _ key: String) -> String? {
        guard let text = reader.string(key) else { return nil }
        guard !text.isEmpty, text.utf8.count <= 1000, visible(text, limit: 1000) == text else {
            reader.error(key, "'\(key)' must be the path of a file, never the key itself; the value is not shown here")
            return nil
        }
        return text
    }
}

/// Finds private keys that were pasted into a file.
enum PrivateKeyScan {
    /// Reports every text of the tree that looks like a private key; the diagnostic does not repeat it.
    static func report(_ node: YAMLNode, sink: DiagnosticSink) {
        switch node.content {
        case .null: break
        case .scalar(let text):
            if isPrivateKey(text) { sink.error(at: node.location, message) }
        case .sequence(let items):
            for item in items { report(item, sink: sink) }
        case .mapping(let entries):
            for entry in entries {
                if isPrivateKey(entry.key) { sink.error(at: entry.keyLocation, message) }
                report(entry.value, sink: sink)
            }
        }
    }

    static func isPrivateKey(_ text: String) -> Bool {
        text.utf8.count > 20 && text.contains("PRIVATE KEY") || text.hasPrefix("PuTTY-User-Key-File")
    }

    private static let message =
        "this looks like a private key; keep it in a file that only you may read and write 'key-file: PATH'. "
        + "The value is not shown here; if it was a real key, replace it"
}
