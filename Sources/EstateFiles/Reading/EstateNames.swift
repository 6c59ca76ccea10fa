/// Every name that other parts of the files may refer to, gathered before anything is read in detail, so that
/// one broken organisation does not make every target that belongs to it an error too.
struct EstateNames {
    var organisations = NameList()
    var sites = NameList()
    var credentials = NameList()
    /// Those of the credentials that are passwords.
    var passwordCredentials = NameList()
    var jumpHosts = NameList()
    var windows = NameList()
    var groups = NameList()
    var services = NameList()
}

/// Names in file order, quick to look up.
struct NameList {
    let ordered: [String]
    private let members: Set<String>

    init(_ names: [String] = []) {
        ordered = names
        members = Set(names)
    }

    func contains(_ name: String) -> Bool { members.contains(name) }
}
