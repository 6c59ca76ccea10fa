import EstateModel

/// The guests of an ESXi host: all registered ones, and which of them run.
struct ESXiGuests: Collector {
    let probes = [
        Probe(
            "esxi-guests",
            section: .guests,
            timeoutSeconds: 60,
            byteLimit: 4 << 20,
            command: "vim-cmd vmsvc/getallvms"
        ),
        Probe(
            "esxi-processes",
            section: .guests,
            timeoutSeconds: 60,
            command: ESXiSystem.esxcli("vm process list")
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let registered = ESXiGuestRow.rows(answers.bytes("esxi-guests"))
        let running = ESXiProcess.list(answers.bytes("esxi-processes"))
        if registered.ignored > 0 {
            builder.problem(
                .unreadableOutput,
                .guests,
                probe: "esxi-guests",
                "\(registered.ignored) lines of `vim-cmd vmsvc/getallvms` begin with a number and are no guest.",
                remedy: "Look at the answer with `reeve explain`; a guest whose configuration is lost shows like this."
            )
        }
        let isListWhole = answers["esxi-processes"]?.status == 0 && answers["esxi-processes"]?.truncated == false
        builder.collection.guests += Self.guests(registered.rows, running: running, isListWhole: isListWhole)
    }

    /// Joins the two lists by configuration file, or by name where that is unique.
    ///
    /// A guest without a process is off; a suspended one has none either and counts as off. Without a whole process
    /// list the state is not known. Running guests that are not registered (their registration was lost) are kept.
    static func guests(_ rows: [ESXiGuestRow], running: [ESXiProcess], isListWhole: Bool) -> [VirtualMachine] {
        var unmatched = Dictionary(grouping: running, by: \.name)
        let registered = Dictionary(grouping: rows, by: \.name)
        var result: [VirtualMachine] = []
        for row in rows {
            var guest = VirtualMachine(manager: "esxi", name: row.name, declaredSystem: row.guestSystem)
            guest.state = isListWhole ? .off : nil
            let candidates = unmatched[row.name] ?? []
            let isUnique = candidates.count == 1 && registered[row.name]?.count == 1
            if let index = candidates.prefix(100).firstIndex(where: { $0.isProcess(of: row) }) ?? (isUnique ? 0 : nil) {
                guest.state = .running
                guest.uuid = candidates[index].uuid
                unmatched[row.name]?.remove(at: index)
            }
            result.append(guest)
        }
        let others = unmatched.values.joined()
        return result + others.map { VirtualMachine(manager: "esxi", name: $0.name, uuid: $0.uuid, state: .running) }
    }
}

/// One running guest of `esxcli vm process list`.
struct ESXiProcess: Hashable {
    var name: String
    var configurationFile: String?
    var uuid: String?

    static func list(_ bytes: [UInt8]) -> [ESXiProcess] {
        ESXiOutput.rows(bytes).compactMap { row in
            guard let name = row["displayname"], row["worldid"] != nil, !name.isEmpty else { return nil }
            return ESXiProcess(
                name: name,
                configurationFile: row["configfile"],
                uuid: row["uuid"].flatMap(ESXiHardware.uuid(printedBytes:))
            )
        }
    }

    /// `/vmfs/volumes/5cc5b591-…/server08R2/server08R2.vmx` belongs to `[datastore1] server08R2/server08R2.vmx`.
    func isProcess(of row: ESXiGuestRow) -> Bool {
        guard let configurationFile, let path = row.path else { return false }
        return name == row.name && configurationFile.hasSuffix("/" + path)
    }
}

/// One line of `vim-cmd vmsvc/getallvms`.
///
/// `24     Test Test [Test] [Test]   [datastore_050_vmfs6] Test/Test.vmx       otherGuest64    vmx-17`
struct ESXiGuestRow: Hashable {
    var id: Int
    var name: String
    var datastore: String?
    /// Of the configuration file, inside the datastore.
    var path: String?
    var guestSystem: String?
    var hardwareVersion: String?
}
