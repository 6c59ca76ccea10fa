/// The chassis types of the SMBIOS standard, in dmidecode's words.
enum SmbiosChassis {
    /// `23` from /sys/class/dmi/id/chassis_type is `Rack Mount Chassis`; nil for Other, Unknown and numbers not known.
    static func name(_ text: String) -> String? {
        guard let number = Int(text), (3..<names.count + 3).contains(number) else { return nil }
        return names[number - 3]
    }

    /// From number 3 on.
    private static let names = [
        "Desktop", "Low Profile Desktop", "Pizza Box", "Mini Tower", "Tower", "Portable", "Laptop", "Notebook",
        "Hand Held", "Docking Station", "All In One", "Sub Notebook", "Space-saving", "Lunch Box",
        "Main Server Chassis", "Expansion Chassis", "Sub Chassis", "Bus Expansion Chassis", "Peripheral Chassis",
        "RAID Chassis", "Rack Mount Chassis", "Sealed-case PC", "Multi-system", "CompactPCI", "AdvancedTCA", "Blade",
        "Blade Enclosing", "Tablet", "Convertible", "Detachable", "IoT Gateway", "Embedded PC", "Mini PC", "Stick PC",
    ]
}
