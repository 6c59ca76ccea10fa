extension Platform {
    /// VMware ESXi, through the BusyBox shell that its SSH service gives to root.
    package static let esxi = Platform(
        id: "esxi",
        shell: .posix,
        systemNames: ["VMkernel"],
        collectors: [
            ESXiSystem(),
            ESXiHardware(),
            ESXiSoftware(),
            ESXiGuests(),
            ESXiNetwork(),
        ]
    )
}
