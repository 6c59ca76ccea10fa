import EstateModel
import StrictYAML

/// Ansible's INI inventories.
///
/// ```
/// bastion.example:2222 ansible_user=admin
/// [web]
/// web[01:20].example ansible_user='svc web'   # a comment
/// [web:vars]
/// ansible_port = 22
/// [linux:children]
/// web
/// ```
struct AnsibleINI {
    private enum Section {
        case hosts
        case variables
        case children
        case unknown
    }

    private var inventory: AnsibleInventory
    private var group = "ungrouped"
    private var section = Section.hosts
    private let file: String

    private init(file: String) {
        self.file = file
        inventory = AnsibleInventory(file: file)
    }

    static func read(_ text: String, file: String) -> AnsibleInventory {
        var reader = AnsibleINI(file: file)
        var number = 0
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let content = trimmed(String(line).replacing("\r", with: ""))
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            reader.take(content, at: SourceLocation(file: file, line: number, column: 1))
        }
        return reader.inventory
    }

    private mutating func take(_ line: String, at location: SourceLocation) {
        if line.hasPrefix("["), let end = line.lastIndex(of: "]"), !isHostLine(line, end: end) {
            startSection(String(line[line.index(after: line.startIndex)..<end]), at: location)
            return
        }
        switch section {
        case .hosts: takeHost(line, at: location)
        case .variables: takeVariable(line, at: location)
        case .children:
            inventory.addChild(ShellWords.split(line)?.first ?? line, to: group)
        case .unknown: break
        }
    }

    /// `[::1]:22 ansible_user=x` begins with a bracket and is no section.
    private func isHostLine(_ line: String, end: String.Index) -> Bool {
        let rest = trimmed(line[line.index(after: end)...])
        return !rest.isEmpty && !rest.hasPrefix("#") && !rest.hasPrefix(";")
    }

    private mutating func startSection(_ name: String, at location: SourceLocation) {
        let parts = name.split(separator: ":", maxSplits: 1).map { trimmed($0) }
        group = parts.first ?? ""
        switch parts.count == 2 ? parts[1] : "" {
        case "" where !group.isEmpty: section = .hosts
        case "vars": section = .variables
        case "children": section = .children
        default:
            section = .unknown
            inventory.notices.note(
                at: location,
                "section '[\(visible(name, limit: 60))]' is left out with all its lines"
            )
            return
        }
        inventory.addGroup(group)
    }

    private mutating func takeHost(_ line: String, at location: SourceLocation) {
        guard let words = ShellWords.split(line), let first = words.first else {
            inventory.notices.note(at: location, "left out: a quote is not closed")
            return
        }
        var variables: [(name: String, AnsibleInventory.Variable)] = []
        let (pattern, port) = Self.hostAndPort(first)
        if let port { variables.append(("ansible_port", AnsibleInventory.Variable(value: port, location: location))) }
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                // The word itself may be a part of a secret with a blank in it.
                inventory.notices.note(
                    at: location,
                    "a word without '=' after host '\(visible(pattern, limit: 60))' is left out"
                )
                continue
            }
            let variable = AnsibleInventory.Variable(value: String(parts[1]), location: location)
            variables.append((String(parts[0]), variable))
        }
        inventory.addHosts(pattern, to: group, variables: variables, at: location)
    }

    /// `name:port`, `[::1]:port`; colons inside a range are not a port.
    private static func hostAndPort(_ text: String) -> (host: String, port: String?) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]"), text[..<end].contains("::") {
            let host = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            return (host, rest.hasPrefix(":") ? String(rest.dropFirst()) : nil)
        }
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") else { return (text, nil) }
        let head = text[..<colon]
        let isIPv6 = !head.contains("[") && head.contains(":")
        return isIPv6 ? (text, nil) : (String(head), String(text[text.index(after: colon)...]))
    }

    private mutating func takeVariable(_ line: String, at location: SourceLocation) {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            inventory.notices.note(
                at: location,
                "a line without '=' in '[\(visible(group, limit: 60)):vars]' is left out"
            )
            return
        }
        let value = Self.unquoted(trimmed(parts[1]))
        let variable = AnsibleInventory.Variable(value: value, location: location)
        inventory.addVariable(trimmed(parts[0]), variable, to: group)
    }

    private static func unquoted(_ text: String) -> String {
        for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            return String(text.dropFirst().dropLast())
        }
        return text
    }
}

/// Words as a shell splits them: quotes, backslashes, and `#` for a comment.
enum ShellWords {
    /// Nil when a quote stays open.
    static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        // In place: a new string for each character would take the square of the length.
        func add(_ character: Character) {
            if word == nil { word = "" }
            word?.append(character)
        }
        for character in line {
            if isEscaped {
                add(character)
                isEscaped = false
            } else if let open = quote {
                if character == open {
                    quote = nil
                } else if character == "\\", open == "\"" {
                    isEscaped = true
                } else {
                    add(character)
                }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == "\\" {
                isEscaped = true
            } else if character == "#", word == nil {
                break
            } else if character == " " || character == "\t" {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                add(character)
            }
        }
        guard quote == nil else { return nil }
        if let last = word { words.append(last) }
        return words
    }
}
