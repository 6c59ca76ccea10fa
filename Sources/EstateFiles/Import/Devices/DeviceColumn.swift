/// What a column of a device list holds, by any of the names that exports give it.
enum DeviceColumn: String, CaseIterable {
    case name, kind, manufacturer, model, modelIdentifier, marketingName, os, osVersion, edition, securityPatch
    case serial, lastSeen, organisation, site, address, macAddress, sysDescr, sysObjectID, purchaseDate, warrantyStart
    case owner, service

    /// In the order of preference, in small letters without blanks and signs.
    var headings: [String] {
        switch self {
        case .name: ["name", "devicename", "displayname", "computername", "hostname", "sysname", "node"]
        case .kind: ["kind", "devicetype", "type", "deviceclass"]
        case .manufacturer: ["manufacturer", "make", "vendor", "devicemanufacturer"]
        case .model: ["model", "devicemodel", "modelname"]
        case .modelIdentifier: ["modelidentifier"]
        case .marketingName: ["marketingname"]
        case .os: ["os", "operatingsystem", "osname", "platform"]
        case .osVersion:
            [
                "osversion", "operatingsystemversion", "iosversion", "softwareversion", "firmwareversion", "firmware",
                "version",
            ]
        case .edition: ["edition", "osedition", "skufamily"]
        case .securityPatch: ["securitypatch", "securitypatchlevel", "androidsecuritypatchlevel"]
        case .serial: ["serial", "serialnumber", "deviceserialnumber"]
        case .lastSeen:
            [
                "lastseen", "lastcheckin", "lastinventoryupdate", "lastcontact", "lastcontacttime", "lastsync",
                "lastsyncdatetime", "lastpolled",
            ]
        case .organisation: ["organisation", "ownerorganisation", "organization", "ownerorganization"]
        case .site: ["site", "location", "building", "syslocation"]
        case .address: ["address", "ipaddress", "ip", "managementip", "ipv4address", "lastreportedip"]
        case .macAddress: ["macaddress", "wifimac", "wifimacaddress", "ethernetmac", "mac"]
        case .sysDescr: ["sysdescr", "snmpsysdescr", "systemdescription"]
        case .sysObjectID: ["sysobjectid", "snmpsysobjectid", "sysoid"]
        case .purchaseDate: ["purchasedate", "purchased", "podate"]
        case .warrantyStart: ["warrantystart"]
        case .owner: ["owner", "ownerpost"]
        case .service: ["service"]
        }
    }

    /// The place of each column in a header, and the headings that say nothing to us.
    static func places(in header: [String]) -> (columns: [DeviceColumn: Int], unused: [String]) {
        let keys = header.map(key)
        var columns: [DeviceColumn: Int] = [:]
        for column in allCases {
            for heading in column.headings where columns[column] == nil {
                columns[column] = keys.firstIndex(of: heading)
            }
        }
        let used = Set(columns.values)
        return (columns, header.indices.filter { !used.contains($0) && !header[$0].isEmpty }.map { header[$0] })
    }

    static func key(_ heading: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in heading.lowercased().unicodeScalars
        where ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
            result.append(scalar)
        }
        return String(result)
    }
}

/// The program that a list came from, as far as its header shows.
package enum DeviceListFormat: String, Sendable, CaseIterable {
    case intune
    case jamf
    case snmp
    case generic

    /// For people.
    package var name: String {
        switch self {
        case .intune: "a device list of Intune"
        case .jamf: "a device list of Jamf Pro"
        case .snmp: "a list of SNMP answers"
        case .generic: "a device list"
        }
    }

    init(header: [String]) {
        let keys = Set(header.map(DeviceColumn.key))
        self =
            keys.contains("devicename") && keys.contains("lastcheckin")
            ? .intune
            : keys.contains("lastinventoryupdate") || keys.contains("iosversion") || keys.contains("jamfproid")
                ? .jamf : keys.contains("sysdescr") || keys.contains("sysobjectid") ? .snmp : .generic
    }
}
