import EstateModel

/// Release files of products that are Linux underneath: appliances and hypervisors, whose own release decides.
struct ProductReleases {
    /// Files whose first line names the product and its release; rules match on path and line.
    static let paths = [
        "/etc/novell-release", "/etc/cp-release", "/etc/nutanix/release_version", "/etc/xcp-ng-release",
        "/etc/xenserver-release", "/etc/asg-release", "/etc/version",
    ]
    static let inventory = "/etc/xensource-inventory"

    /// Prints the two lines of interest of a file that also tells the host's identifiers.
    static let inventoryScript = """
        if [ -r \(inventory) ]; then
            printf '\\n==> \(inventory) <==\\n'
            grep -E '^PRODUCT_(BRAND|VERSION)=' \(inventory) || :
        fi
        """

    let facts: [Fact]

    init(_ files: ShownFiles) {
        var facts = Self.paths.compactMap { path -> Fact? in
            guard let line = files.firstLine(path) else { return nil }
            return Fact(kind: "release-file", fields: ["path": path, "text": String(line.prefix(200))])
        }
        var fields: [String: String] = [:]
        for line in lines(of: files[Self.inventory] ?? []).prefix(20) {
            guard let pair = line.pair(separatedBy: "=") else { continue }
            let value = pair.value.filter { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") }.prefix(100)
            guard !value.isEmpty else { continue }
            if pair.key.elementsEqual("PRODUCT_BRAND".utf8) { fields["productBrand"] = value.text }
            if pair.key.elementsEqual("PRODUCT_VERSION".utf8) { fields["productVersion"] = value.text }
        }
        if !fields.isEmpty { facts.append(Fact(kind: "xapi", fields: fields)) }
        self.facts = facts
    }
}
