package import EstateModel

/// What SMBIOS strings mean when they mean anything, for platforms whose tools pass them on as they are.
package enum FirmwareText {
    /// The text without blanks around it; nil for the placeholders that board makers leave in.
    package static func meaningful(_ text: String?) -> String? {
        guard let text else { return nil }
        let trimmed = Array(text.utf8)[...].trimmed.text
        let word = trimmed.lowercased()
        if trimmed.isEmpty || placeholders.contains(word) { return nil }
        if word.hasPrefix("to be filled") || word.hasPrefix("0123456789") { return nil }
        return word.allSatisfy { "0.-xf ".contains($0) } ? nil : trimmed
    }

    /// Whether the machine is one of its own, by its maker's name; nil without a maker.
    package static func placement(
        manufacturer: String?,
        model: String?
    ) -> (placement: Hardware.Placement?, virtualization: String?) {
        guard let manufacturer else { return (nil, nil) }
        let maker = manufacturer.lowercased()
        let product = (model ?? "").lowercased()
        for (makerWord, productWord, virtualization) in hypervisors
        where maker.contains(makerWord) && product.contains(productWord) {
            return (.virtual, virtualization)
        }
        return (.physical, nil)
    }

    /// Source: values seen in SMBIOS dumps of real machines.
    private static let placeholders: Set = [
        "none", "not specified", "not applicable", "not available", "n/a", "na", "unknown", "default string",
        "system manufacturer", "system product name", "system serial number", "system name", "empty", "invalid",
        "<out of spec>", "<bad index>", "oem", "o.e.m.", "no asset tag", "undefined", "null",
    ]

    /// A word of the manufacturer, a word of the model, and systemd-detect-virt's word for it.
    private static let hypervisors = [
        ("vmware", "", "vmware"), ("microsoft", "virtual machine", "microsoft"), ("qemu", "", "qemu"),
        ("red hat", "", "kvm"), ("bochs", "", "qemu"), ("innotek", "", "oracle"), ("xen", "", "xen"),
        ("amazon ec2", "", "amazon"), ("google", "compute engine", "google"), ("nutanix", "ahv", "kvm"),
        ("ovirt", "", "kvm"), ("openstack", "", "kvm"), ("parallels", "", "parallels"), ("", "kvm", "kvm"),
    ]
}
