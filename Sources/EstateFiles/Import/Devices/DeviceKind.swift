/// Tells what sort of thing a row names.
extension ImportedDevice.Kind {
    /// The word of a list, in any of the usual ones; nil when it is not known.
    init?(word: String) {
        let key = DeviceColumn.key(word)
        guard let kind = Self.words.first(where: { $0.words.contains(key) })?.kind else { return nil }
        self = kind
    }

    private static let words: [(kind: Self, words: Set<String>)] = [
        (.phone, ["phone", "smartphone", "mobile", "mobilephone", "iphone"]), (.tablet, ["tablet", "ipad"]),
        (.laptop, ["laptop", "notebook", "convertible", "portable"]),
        (.desktop, ["desktop", "pc", "workstation", "computer", "allinone", "thinclient"]),
        (.server, ["server"]),
        (
            .network,
            [
                "network", "switch", "router", "firewall", "accesspoint", "ap", "wirelesscontroller", "loadbalancer",
                "gateway", "wlc", "modem",
            ]
        ),
        (.appliance, ["appliance", "virtualappliance"]), (.storage, ["storage", "san", "nas", "array", "tape"]),
        (.printer, ["printer", "mfd", "copier", "plotter", "scanner"]), (.camera, ["camera", "cctv", "nvr"]),
        (.ups, ["ups", "pdu"]), (.telephone, ["telephone", "voip", "ipphone", "voipphone", "deskphone"]),
        (.other, ["other", "unknown", "device"]),
    ]

    /// What the other fields make likeliest, where the list has no word for it.
    init(guessedFrom device: ImportedDevice) {
        let os = device.os?.lowercased() ?? ""
        let model = (device.model ?? device.modelIdentifier ?? device.marketingName ?? "").lowercased()
        if model.hasPrefix("ipad") || os.hasPrefix("ipados") {
            self = .tablet
        } else if os.hasPrefix("ios") || os.hasPrefix("iphone") || os.hasPrefix("android") || model.hasPrefix("iphone")
        {
            self = .phone
        } else if device.sysDescr != nil || device.sysObjectID != nil {
            self = .network
        } else if os.hasPrefix("windows server") {
            self = .server
        } else if ["book", "laptop", "latitude", "thinkpad", "surface", "probook"].contains(where: model.contains) {
            self = .laptop
        } else if os.hasPrefix("windows") || os.hasPrefix("mac") || os.hasPrefix("chrome") {
            self = .desktop
        } else {
            self = .other
        }
    }

    /// Whether it answers SNMP rather than a mobile device management.
    var isAppliance: Bool {
        switch self {
        case .network, .appliance, .storage, .printer, .camera, .ups, .telephone: true
        case .phone, .tablet, .laptop, .desktop, .server, .other: false
        }
    }
}
