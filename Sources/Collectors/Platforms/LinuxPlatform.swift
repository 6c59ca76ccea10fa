extension Platform {
    /// Linux of any distribution, bare or in a container, with whatever package managers it has.
    ///
    /// The system comes first and the updates last: they read what the others found.
    package static let linux = Platform(
        id: "linux",
        shell: .posix,
        systemNames: ["Linux"],
        collectors: [
            SystemCollector(),
            HardwareCollector(),
            PackagesDpkg(),
            PackagesRpm(),
            PackagesApk(),
            PackagesPacman(),
            PackagesBundles(),
            ProgramsCollector(),
            ServicesCollector(),
            RepositoriesCollector(),
            SubscriptionsCollector(),
            ListenersCollector(),
            AgentsCollector(),
            NetworkCollector(),
            LibvirtCollector(),
            UpdatesCollector(),
        ]
    )
}
