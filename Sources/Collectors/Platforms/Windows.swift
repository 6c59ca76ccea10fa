extension Platform {
    /// Microsoft Windows, client and server, through PowerShell.
    package static let windows = Platform(
        id: "windows",
        shell: .powershell,
        systemNames: [],
        collectors: [
            WindowsSystem(),
            WindowsHardware(),
            WindowsSoftware(),
            WindowsDatabases(),
            WindowsStoreApps(),
            WindowsServices(),
            WindowsFiles(),
            WindowsUpdates(),
            WindowsFeatures(),
            WindowsGuests(),
            WindowsNetwork(),
            WindowsRoutes(),
            WindowsAgents(),
        ]
    )
}
