import EstateModel

/// Office that Click-to-Run keeps up to date, from its configuration key.
///
/// One fact of kind `office-click-to-run` for each product of the key: `ProPlus2019Volume,VisioStd2019Volume` are two.
enum WindowsClickToRun {
    static func facts(_ row: WindowsOutput.Row) -> [Fact] {
        guard let products = row["productreleaseids"] else { return [] }
        let ids = products.utf8.split(separator: UInt8(ascii: ",")).prefix(mostProducts).compactMap { part in
            let id = part.filter { $0 != UInt8(ascii: " ") }
            return id.isEmpty ? nil : String(decoding: id, as: UTF8.self)
        }
        return ids.map { id in
            var fields = ["productReleaseIds": id]
            fields["version"] = row["versiontoreport"]
            fields["arch"] = row["platform"]
            // Where updates come from now goes before where the program came from.
            fields["channel"] = row["updatechannel"].flatMap(channel) ?? row["cdnbaseurl"].flatMap(channel)
            return Fact(kind: "office-click-to-run", fields: fields)
        }
    }

    private static let mostProducts = 50

    /// The channel that an address of Microsoft's content network stands for: its last part is a fixed identifier.
    ///
    /// Source: learn.microsoft.com, "Update channels for Microsoft 365 Apps" and "Deploy Office LTSC".
    private static func channel(_ address: String) -> String? {
        guard let last = address.lowercased().utf8.split(separator: UInt8(ascii: "/")).last else { return nil }
        return channels[String(decoding: Array(last.prefix(8)), as: UTF8.self)]
    }

    private static let channels = [
        "492350f6": "current", "64256afe": "current-preview", "55336b82": "monthly-enterprise",
        "7ffbc6bf": "semi-annual-enterprise", "b8f9b850": "semi-annual-enterprise-preview", "5440fd1f": "beta",
        "f2e724c1": "perpetual-2019", "5030841d": "perpetual-2021", "7983bac0": "perpetual-2024",
    ]
}
