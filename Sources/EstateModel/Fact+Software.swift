extension InstalledSoftware {
    /// The fact that rules match on. Field names are those of docs/rule-format.md.
    package var fact: Fact {
        let software = self.fields.value
        let source = software.source
        var fields: [String: String] = [:]
        fields[source == .registry ? "displayName" : source == .command ? "command" : "name"] = software.name
        fields[source == .registry ? "displayVersion" : "version"] = software.version
        fields["arch"] = software.architecture
        fields[publisherField] = software.publisher
        fields[source == .macosApp ? "bundleId" : "origin"] = software.origin
        fields["component"] = software.component
        fields["suite"] = software.suite
        fields["source"] = software.sourcePackage
        fields["section"] = software.category
        fields["modularityLabel"] = software.modularityLabel
        fields["edition"] = software.edition
        fields["path"] = software.path
        fields["output"] = software.output
        return Fact(kind: source.rawValue, fields: fields)
    }

    private var publisherField: String {
        switch self.source {
        case .rpm: "vendor"
        case .dpkg: "maintainer"
        default: "publisher"
        }
    }
}
