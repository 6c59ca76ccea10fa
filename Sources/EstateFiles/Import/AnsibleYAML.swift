import EstateModel
import StrictYAML

/// Ansible's YAML inventories: groups at the top, each with `hosts`, `vars` and `children`.
struct AnsibleYAML {
    private var inventory: AnsibleInventory

    /// - Throws: ``InvalidFile`` when the text is no YAML.
    static func read(_ text: String, file: String) throws(InvalidFile) -> AnsibleInventory {
        var reader = AnsibleYAML(inventory: AnsibleInventory(file: file))
        for document in try YAMLNode.documents(of: text, file: file) {
            reader.takeGroups(document, parent: nil)
        }
        return reader.inventory
    }

    private mutating func takeGroups(_ node: YAMLNode, parent: String?) {
        guard case .mapping(let entries) = node.content else {
            if node.content != .null { inventory.notices.note(at: node.location, "groups must be a mapping; left out") }
            return
        }
        for entry in entries {
            inventory.addGroup(entry.key)
            if let parent { inventory.addChild(entry.key, to: parent) }
            takeGroup(entry.key, entry.value)
        }
    }

    private mutating func takeGroup(_ name: String, _ node: YAMLNode) {
        guard case .mapping(let sections) = node.content else { return }
        for section in sections {
            switch section.key {
            case "hosts": takeHosts(section.value, group: name)
            case "children": takeGroups(section.value, parent: name)
            case "vars":
                for (variable, value) in variables(section.value) { inventory.addVariable(variable, value, to: name) }
            default:
                let key = visible(section.key, limit: 60)
                inventory.notices.note(
                    at: section.keyLocation,
                    "'\(key)' of group '\(visible(name, limit: 60))' is left out"
                )
            }
        }
    }

    private mutating func takeHosts(_ node: YAMLNode, group: String) {
        switch node.content {
        case .mapping(let entries):
            for entry in entries {
                let variables = variables(entry.value)
                inventory.addHosts(entry.key, to: group, variables: variables, at: entry.keyLocation)
            }
        case .scalar(let name):
            inventory.addHosts(name, to: group, variables: [], at: node.location)
        case .null: break
        case .sequence:
            inventory.notices.note(
                at: node.location,
                "hosts of group '\(visible(group, limit: 60))' must be a mapping; left out"
            )
        }
    }

    private mutating func variables(_ node: YAMLNode) -> [(name: String, AnsibleInventory.Variable)] {
        guard case .mapping(let entries) = node.content else { return [] }
        var variables: [(name: String, AnsibleInventory.Variable)] = []
        for entry in entries {
            switch entry.value.content {
            case .scalar(let text):
                variables.append((entry.key, AnsibleInventory.Variable(value: text, location: entry.keyLocation)))
            case .null: break
            default:
                if AnsibleVariables.isSecret(entry.key, value: "") {
                    inventory.noteSecret(entry.key, at: entry.keyLocation)
                } else {
                    inventory.noteUnused(entry.key)
                }
            }
        }
        return variables
    }
}
