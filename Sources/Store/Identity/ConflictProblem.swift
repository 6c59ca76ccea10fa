import EstateModel

extension Problem {
    /// What to tell people about evidence that points to other assets.
    ///
    /// - Parameter others: the names of those assets, in order. Never empty.
    init(conflict kind: IdentityConflict.Kind, agreeing: EvidenceKind, against: [EvidenceKind], others: [String]) {
        let shown = others.prefix(3).map { visible($0, limit: 80) }.joined(separator: ", ")
        let names = others.count > 3 ? "\(shown) and \(others.count - 3) more" : shown
        let difference = against.map(\.label).joined(separator: ", ")
        switch kind {
        case .clone:
            self.init(
                .identityConflict,
                message: "shares its \(agreeing.label) with \(names), but not \(difference): "
                    + "one was copied from the other; they are kept as separate assets.",
                remedy: "Give the copy a machine-id and SSH host keys of its own; "
                    + "if it is one host after all, merge the assets with `reeve assets merge`."
            )
        case .sharedSerial:
            self.init(
                .identityConflict,
                message: "shows the same serial number as \(names), but not the same \(difference); "
                    + "they are kept as separate assets.",
                remedy: "If they are blades of one chassis nothing is wrong; "
                    + "if a mainboard was replaced, merge the assets with `reeve assets merge`."
            )
        case .reusedAddress:
            self.init(
                .identityConflict,
                message: "answers under the \(agreeing.label) that was \(names)'s, but shows another \(difference); "
                    + "it is recorded as a new machine.",
                remedy: "If the old machine is gone, retire it with `reeve assets retire`; "
                    + "if it is the same machine, merge the assets with `reeve assets merge`."
            )
        case .duplicate:
            self.init(
                .identityConflict,
                message: "shares its \(agreeing.label) also with \(names): probably one host that was recorded twice.",
                remedy: "Look at both with `reeve assets show`, and merge them with `reeve assets merge`."
            )
        }
    }

    /// One problem per kind of conflict and evidence, in a stable order.
    static func conflicts(_ conflicts: [IdentityConflict], name: (AssetID) throws -> String) rethrows -> [Problem] {
        var problems: [Problem] = []
        for kind in IdentityConflict.Kind.allCases {
            for agreeing in EvidenceKind.allCases {
                let group = conflicts.filter { $0.kind == kind && $0.agreeing == agreeing }
                guard let first = group.first else { continue }
                let others = try group.map { "\(try name($0.asset)) (asset \($0.asset.rawValue))" }
                problems.append(
                    Problem(conflict: kind, agreeing: agreeing, against: first.against, others: others)
                )
            }
        }
        return problems
    }
}

extension EvidenceKind {
    /// For people.
    package var label: String {
        switch self {
        case .smbiosUUID: "SMBIOS UUID"
        case .serial: "serial number"
        case .machineID: "machine-id"
        case .hostKey: "SSH host key"
        case .fqdn: "domain name"
        case .target: "name and address"
        case .hostname: "host name"
        case .macAddress: "MAC address"
        }
    }
}
