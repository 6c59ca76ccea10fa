extension InstalledSoftware {
    /// The fact that rules match on. Field names are those of docs/rule-format.md.
    package var fact: Fact {
        var fields: [String: String] = [:]
        fields[source == .registry ? "displayName" : source == .command ? "command" : "name"] = name
        fields[source == .registry ? "displayVersion" : "version"] = version
        fields["arch"] = architecture
        fields[publisherField] = publisher
        fields["origin"] = origin
        fields["component"] = component
        fields["suite"] = suite
        fields["source"] = sourcePackage
        fields["section"] = category
        fields["modularityLabel"] = modularityLabel
        fields["edition"] = edition
        fields["path"] = path
        fields["output"] = output
        return Fact(kind: source.rawValue, fields: fields)
    }

    private var publisherField: String {
        switch source {
        case .rpm: "vendor"
        case .dpkg: "maintainer"
        default: "publisher"
        }
    }
}
