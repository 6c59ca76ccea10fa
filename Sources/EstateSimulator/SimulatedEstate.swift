/// The simulated hosts as a scanner's estate: names, addresses, faults, keys.
struct SimulatedEstate {
    let first: LoopbackAddress
    let port: UInt16
    let faults: [Fault]
    let keys: HostKeys
    /// `ssh-rsa AAAA…` of the hosts with outdated algorithms; nil when there are none.
    let legacyKey: String?
    let jumpHost: LoopbackAddress?

    /// As the recording names the host too.
    static func name(of index: Int) -> String {
        let number = String(index + 1)
        return "sim-" + String(repeating: "0", count: max(0, 5 - number.utf8.count)) + number
    }

    private func address(of index: Int) -> String {
        first.advanced(by: index)?.description ?? ""
    }

    /// In OpenSSH's format, one line for each host; what a host with the wrong key ought to show.
    var knownHosts: String {
        var lines = faults.indices.map { index in
            let key = faults[index] == .legacy ? legacyKey ?? "" : keys.publicLine(of: index)
            return place(address(of: index)) + " " + key
        }
        if let jumpHost { lines.append(place(jumpHost.description) + " " + keys.publicLine(of: faults.count + 1)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func place(_ address: String) -> String {
        port == 22 ? address : "[\(address)]:\(port)"
    }

    /// One line for each host, with its fault as a tag.
    var targets: String {
        let lines = faults.indices.map { index in
            "\(Self.name(of: index)),\(address(of: index)),\(faults[index].name)"
        }
        return (["name,address,tags"] + lines).joined(separator: "\n") + "\n"
    }

    /// - Parameter keyFile: the private key that all hosts let in.
    func configuration(keyFile: String) -> String {
        """
        name: Simulated estate
        organisations:
          darlbrook: {name: Darlbrook Borough Council, siro: Director of Resources (SIRO)}
        credentials:
          scan-key: {key-file: '\(keyFile)'}
        defaults: {user: scan, port: \(port), credential: scan-key}
        targets-from: targets.csv

        """
    }

    /// Writes estate.yaml, targets.csv and known_hosts into a folder.
    func write(to folder: String, keyFile: String) throws(SimulatorError) {
        try Files.makeFolder(folder)
        try Files.write(Array(configuration(keyFile: keyFile).utf8), to: folder + "/estate.yaml")
        try Files.write(Array(targets.utf8), to: folder + "/targets.csv")
        try Files.write(Array(knownHosts.utf8), to: folder + "/known_hosts")
    }
}
