package import StrictYAML

/// Reads the hosts of an Ansible inventory, INI or YAML. Scripts, plugins, `group_vars/` and templates are not run or
/// read.
package enum AnsibleInventoryImport {
    /// Reads an inventory in whichever of the two formats its name says, or else its beginning.
    ///
    /// - Throws: ``InvalidFile`` when it should be YAML and is not.
    package static func read(_ text: String, file: String = "hosts") throws(InvalidFile) -> ImportedTargets {
        guard text.utf8.count <= ImportedTargets.largestFile else {
            let message = "the file is larger than \(ImportedTargets.largestFile >> 20) MiB; split it"
            throw InvalidFile([Diagnostic(at: EstateParser.place(file), message)])
        }
        let inventory =
            isYAML(text, file: file)
            ? try AnsibleYAML.read(text, file: file)
            : AnsibleINI.read(text, file: file)
        return inventory.targets()
    }

    private static func isYAML(_ text: String, file: String) -> Bool {
        if file.hasSuffix(".yaml") || file.hasSuffix(".yml") { return true }
        if file.hasSuffix(".ini") || file.hasSuffix(".cfg") { return false }
        let lines = text.unicodeScalars.split(separator: "\n").lazy.map {
            trimmed(String($0).replacing("\r", with: ""))
        }
        let first = lines.first { !$0.isEmpty && !$0.hasPrefix("#") } ?? ""
        return first == "---" || first.hasSuffix(":") && !first.hasPrefix("[")
    }
}
