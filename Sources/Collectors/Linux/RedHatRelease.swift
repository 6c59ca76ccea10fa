/// The one line of a redhat-release file and its kin.
///
///     Red Hat Enterprise Linux Server release 5.11 (Tikanga)
///     CentOS Linux release 7.9.2009 (Core)
struct RedHatRelease {
    /// What stands before "release": `CentOS Linux`.
    let name: String
    /// Nil when the line gives none that begins with a digit.
    let version: String?
    let codename: String?

    /// Nil when the line does not hold the word "release".
    init?(_ line: String) {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(where: { $0.lowercased() == "release" }), place > 0 else { return nil }
        name = words[..<place].joined(separator: " ")
        let after = words[(place + 1)...]
        version = after.first { $0.utf8.first.map { (0x30...0x39).contains($0) } == true }.map(String.init)
        if let open = line.firstIndex(of: "("), let close = line[open...].firstIndex(of: ")") {
            codename = String(line[line.index(after: open)..<close])
        } else {
            codename = nil
        }
    }

    /// The `ID` that the system's os-release has, or would have; nil for names that nobody has heard of.
    var id: String? {
        let lower = name.lowercased()
        return Self.identifiers.first { lower.hasPrefix($0.prefix) }?.id
    }

    /// The first that fits counts.
    private static let identifiers: [(prefix: String, id: String)] = [
        ("red hat enterprise", "rhel"), ("red hat linux", "redhat"), ("centos", "centos"),
        ("oracle linux", "ol"), ("enterprise linux enterprise linux", "ol"), ("oracle vm server", "ovs"),
        ("scientific", "scientific"), ("fedora", "fedora"), ("rocky", "rocky"), ("almalinux", "almalinux"),
        ("cloudlinux", "cloudlinux"), ("amazon linux", "amzn"), ("virtuozzo", "virtuozzo"),
        ("xenserver", "xenenterprise"),
        ("citrix", "xenenterprise"), ("xcp-ng", "xcp-ng"), ("eurolinux", "eurolinux"), ("mageia", "mageia"),
        ("mandriva", "mandriva"), ("mandrake", "mandrake"), ("nobara", "nobara"), ("qubes", "qubes"),
        ("miracle linux", "miraclelinux"), ("clearos", "clearos"), ("euleros", "euleros"), ("openeuler", "openEuler"),
        ("gentoo", "gentoo"),
    ]
}
