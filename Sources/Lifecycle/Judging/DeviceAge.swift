import EstateModel

/// Judges a device's age against the council's life span.
struct DeviceAge {
    struct Result {
        /// The day on which the life span is over; with a BIOS date only the latest possible one.
        var due: CalendarDay?
        var isOver = false
        var reason: String
    }

    let fact: NormalFact
    let age: ProductRule.Age?
    let host: HostContext
    let policy: CouncilPolicy
    let asOf: CalendarDay

    /// What hypervisors and clouds write where a device has its maker and model.
    private static let virtualMakers = [
        "vmware", "qemu", "kvm", "innotek", "xen", "amazon ec2", "openstack", "nutanix", "parallels", "bochs", "bhyve",
        "red hat", "ovirt", "google compute", "digitalocean", "hetzner",
    ]

    private var isVirtual: Bool {
        let maker = (fact["manufacturer"] ?? "").lowercased()
        let model = (fact["model"] ?? "").lowercased()
        return Self.virtualMakers.contains { maker.hasPrefix($0) || model.hasPrefix($0) }
            || ["virtualbox", "virtual machine", "hvm domu", "standard pc (", "ahv"].contains { model.hasPrefix($0) }
    }

    /// Nil when the fact tells no date at all, and for a virtual machine, which does not age.
    func judge() -> Result? {
        guard !isVirtual else { return nil }
        let deviceClass = fact["class"] ?? host.deviceClass ?? age?.deviceClass
        let life = policy.lifeSpan(of: deviceClass)
        for evidence in age?.evidence ?? ProductRule.Age.Evidence.allCases {
            guard let (start, name) = start(evidence) else { continue }
            let due = life.after(start)
            let isOver = asOf > due
            let subject = deviceClass.map { "a \(visible($0, limit: 30))" } ?? "a device"
            let span = "\(subject)'s life span of \(life)"
            if evidence == .bios, !isOver {
                return Result(
                    due: nil,
                    reason:
                        "Its BIOS is of \(start.longDescription); firmware updates move that date, so its age"
                        + " stays unknown."
                )
            }
            let verb = isOver ? "was" : "is"
            return Result(
                due: due,
                isOver: isOver,
                reason: "By its \(name), \(start.longDescription), \(span) \(verb) over on \(due.longDescription)."
            )
        }
        return nil
    }

    private func start(_ evidence: ProductRule.Age.Evidence) -> (CalendarDay, String)? {
        switch evidence {
        case .purchase: day("purchaseDate").map { ($0, "purchase date") }
        case .warrantyStart: day("warrantyStart").map { ($0, "warranty start") }
        case .manufacture: day("manufactureDate").map { ($0, "manufacture date") }
        case .bios: day("biosDate").map { ($0, "BIOS date") }
        }
    }

    /// `2014-03-11`, or SMBIOS's own `03/11/2014`.
    private func day(_ field: String) -> CalendarDay? {
        guard let text = fact[field] else { return nil }
        if let day = CalendarDay(text) { return day }
        let parts = text.split(separator: "/")
        guard parts.count == 3, let month = Int(parts[0]), let day = Int(parts[1]), let year = Int(parts[2]) else {
            return nil
        }
        return CalendarDay(year: year < 100 ? year + (year < 70 ? 2000 : 1900) : year, month: month, day: day)
    }
}
