package import EstateModel

/// A device that another program's list names, checked and normalised.
package struct ImportedDevice: Hashable, Sendable {
    /// What sort of thing it is, for tags and to tell which facts its fields are.
    package enum Kind: String, Sendable, CaseIterable {
        case phone, tablet, laptop, desktop, server, network, appliance, storage, printer, camera, ups, telephone, other
    }

    /// Where the list names it, counted from 1.
    package var line: Int
    /// Unique among the imported.
    package var name: String
    package var kind: Kind
    package var manufacturer: String?
    package var model: String?
    /// Apple's own number of the model: `iPhone12,1`.
    package var modelIdentifier: String?
    package var marketingName: String?
    package var os: String?
    package var osVersion: String?
    package var edition: String?
    package var securityPatch: String?
    package var serial: String?
    /// When the list's own program last heard of it; nil when not told, or not clearly.
    package var lastSeen: CalendarDay?
    /// The id of an organisation of the estate.
    package var organisation: String
    /// The id of a site of the estate.
    package var site: String?
    package var address: String?
    package var macAddress: String?
    package var sysDescr: String?
    package var sysObjectID: String?
    package var purchaseDate: CalendarDay?
    package var warrantyStart: CalendarDay?
    /// A post, not a person.
    package var owner: String?
    /// The id of a service of the estate.
    package var service: String?

    package init(line: Int, name: String, kind: Kind, organisation: String) {
        self.line = line
        self.name = name
        self.kind = kind
        self.organisation = organisation
    }

    /// By which two rows are the same device; nil when the row has no serial number.
    var serialKey: String? { serial.map { Self.serialKey($0, manufacturer: manufacturer) } }

    /// Comparable among lists and scans: the maker's first word and the number, in small letters.
    package static func serialKey(_ serial: String, manufacturer: String?) -> String {
        let maker = manufacturer?.lowercased().split { !$0.isLetter && !$0.isNumber }.first.map(String.init) ?? ""
        return maker + " " + serial.lowercased()
    }
}

/// What came of reading a device list.
package struct ImportedDevices: Sendable {
    /// In the order of the list.
    package var devices: [ImportedDevice] = []
    package var format: DeviceListFormat = .generic
    /// Rows that are left out, each in one sentence with its line.
    package var refused: [String] = []
    /// What was left unknown in rows that are kept, each in one sentence with its line.
    package var notices: [String] = []
    /// Headings that are not used.
    package var unusedColumns: [String] = []

    package init() {}
}
