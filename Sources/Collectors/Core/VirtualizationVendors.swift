import EstateModel

/// Hypervisors by what their firmware says, in systemd-detect-virt's words.
enum VirtualizationVendors {
    /// Nil for machines and for clouds' bare metal, whose firmware bears the cloud's name too.
    ///
    /// - Parameter dmi: fields of /sys/class/dmi/id under `dmi sys_vendor` and so on, and lines of /proc/sysinfo under
    ///   `sysinfo VM00 Control Program`.
    static func word(_ dmi: [String: String]) -> String? {
        if let program = dmi["sysinfo VM00 Control Program"] {
            return program.hasPrefix("KVM") ? "kvm" : program.hasPrefix("z/VM") ? "zvm" : nil
        }
        let product = dmi["dmi product_name"] ?? ""
        if product.hasSuffix(".metal") || product.contains(".metal-") { return nil }
        for (field, prefix, word) in table {
            // Windows shows the maker in the BIOS table's own letters: `BOCHS_`.
            if let value = dmi["dmi \(field)"], value.lowercased().hasPrefix(prefix.lowercased()) { return word }
        }
        // The same maker builds laptops: only this product is a guest.
        if dmi["dmi sys_vendor"] == "Microsoft Corporation", product == "Virtual Machine" { return "microsoft" }
        return nil
    }

    /// The same for platforms whose tools name maker and model only; nothing is known without a maker.
    static func placement(
        manufacturer: String?,
        model: String?
    ) -> (placement: Hardware.Placement?, virtualization: String?) {
        guard let manufacturer else { return (nil, nil) }
        let word = word(["dmi sys_vendor": manufacturer, "dmi product_name": model ?? ""])
        return (word == nil ? .physical : .virtual, word)
    }

    private static let table: [(field: String, prefix: String, word: String)] = [
        ("product_name", "KVM", "kvm"),
        ("product_name", "OpenStack", "kvm"),
        ("product_name", "RHEV", "kvm"),
        ("product_name", "oVirt", "kvm"),
        ("product_name", "AHV", "kvm"),
        ("product_name", "VirtualBox", "oracle"),
        ("product_name", "VMware", "vmware"),
        ("product_name", "HVM domU", "xen"),
        ("product_name", "Google Compute Engine", "google"),
        ("product_name", "Alibaba Cloud ECS", "kvm"),
        ("product_name", "Apple Virtualization", "apple"),
        ("product_name", "BHYVE", "bhyve"),
        ("sys_vendor", "KVM", "kvm"),
        ("sys_vendor", "OpenStack", "kvm"),
        ("sys_vendor", "QEMU", "qemu"),
        ("sys_vendor", "Red Hat", "kvm"),
        ("sys_vendor", "oVirt", "kvm"),
        ("sys_vendor", "VMware", "vmware"),
        ("sys_vendor", "VMW", "vmware"),
        ("sys_vendor", "innotek GmbH", "oracle"),
        ("sys_vendor", "Xen", "xen"),
        ("sys_vendor", "Bochs", "bochs"),
        ("sys_vendor", "Parallels", "parallels"),
        ("sys_vendor", "BHYVE", "bhyve"),
        ("sys_vendor", "Amazon EC2", "amazon"),
        ("sys_vendor", "DigitalOcean", "kvm"),
        ("sys_vendor", "Nutanix", "kvm"),
        ("sys_vendor", "UpCloud", "kvm"),
        ("board_vendor", "QEMU", "qemu"),
        ("bios_vendor", "Parallels", "parallels"),
        ("bios_vendor", "BHYVE", "bhyve"),
        ("bios_vendor", "Xen", "xen"),
        ("bios_vendor", "innotek GmbH", "oracle"),
    ]
}
