import EstateModel

/// How well a Linux host is patched, from what its own package manager has cached. Nothing is refreshed.
struct UpdatesCollector: Collector {
    /// One package manager per host. dnf and yum need root to read their cache without making one of their own; their
    /// plugins, which may talk to the network, are off. zypper's log goes nowhere.
    static let pending = Probe(
        "updates",
        section: .updates,
        timeoutSeconds: 60,
        byteLimit: 4 << 20,
        command: #"""
            if have zypper; then
                echo "# zypper"
                export ZYPP_LOGFILE=/dev/null ZYPP_READONLY_HACK=1
                zypper --no-refresh --non-interactive --xmlout list-updates
                zypper --no-refresh --non-interactive --xmlout list-patches
            elif have dnf; then
                echo "# yum"
                as_root dnf -q -C --setopt=plugins=0 check-update
            elif have yum; then
                echo "# yum"
                as_root yum -q -C --setopt=plugins=0 check-update
            elif have apk; then
                echo "# apk"
                as_nobody apk --no-network version -l '<'
            elif have pacman; then
                echo "# pacman"
                pacman -Qu || return 0
            fi
            status=$?
            [ "$status" = 100 ] || return "$status"
            """#
    )
    static let security = Probe(
        "updates-security",
        section: .updates,
        timeoutSeconds: 60,
        byteLimit: 4 << 20,
        optional: true,
        command: #"""
            if have zypper; then
                return 0
            elif have dnf; then
                as_root dnf -q -C --setopt=plugins=0 updateinfo list --security
            elif have yum; then
                as_root yum -q -C --setopt=plugins=0 updateinfo list security
            fi
            """#
    )
    /// Days on which lists were refreshed and packages installed.
    static let history = Probe(
        "update-days",
        section: .updates,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            days /var/lib/apt/lists /var/lib/apt/periodic/update-success-stamp /var/lib/dpkg/info \
                /var/cache/dnf/*/repodata/repomd.xml /var/cache/libdnf5/*/repodata/repomd.xml \
                /var/cache/yum/*/*/*/cachecookie /var/cache/yum/*/cachecookie \
                /var/cache/zypp/raw/*/repodata/repomd.xml /var/cache/apk/APKINDEX* /var/lib/pacman/sync/*.db
            set --
            for file in /var/log/dpkg.log.1 /var/log/dpkg.log; do
                [ ! -r "$file" ] || set -- "$@" "$file"
            done
            if [ $# -gt 0 ] && have awk; then
                awk '$3 == "status" && $4 == "installed" { day = $1 } END { if (day) print day, "dpkg.log" }' "$@"
            fi
            """#
    )

    let probes = [pending, security, history, UpdatesRestart.probe]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        // ``PackagesDpkg`` has filled in what is pending, where apt has lists.
        var state = builder.collection.updates ?? UpdateState()
        let isAsked = answers[AptPolicy.policy.id]?.status == 0
        if state.pending == nil, isAsked, !answers.bytes(PackagesDpkg.packages.id).isEmpty {
            noteMissingLists(&builder)
        }
        let rpm = PackagesRpm.read(answers.bytes(PackagesRpm.packages.id))
        let days = UpdatesHistory(answers.bytes(Self.history.id))
        state.pending = state.pending ?? pending(answers, rpm: rpm)
        state.listsRefreshed = days.refreshed
        state.lastInstalled =
            days.installed ?? rpm.lastInstalled?.day
            ?? PackagesPacman.read(answers.bytes(PackagesPacman.packages.id)).lastInstalled?.day
        let running = builder.collection.operatingSystem?.kernelRelease
        let restart = UpdatesRestart(answers.bytes(UpdatesRestart.probe.id), running: running)
        state.newestInstalledKernel = restart.newerKernel
        state.rebootNeeded = restart.isNeeded(
            bootedAt: builder.collection.bootedAt,
            restartWorthyInstalledAt: rpm.restartWorthy
        )
        if state != UpdateState() { builder.collection.updates = state }
    }

    /// dpkg without apt lists: silence would look like a host that needs nothing.
    private func noteMissingLists(_ builder: inout CollectionBuilder) {
        builder.problem(
            .unreadableOutput,
            .updates,
            probe: AptPolicy.policy.id,
            "apt has no package lists on the host, so pending updates and origins are not known.",
            remedy: "Let the host refresh its lists (`apt-get update`); a scan never does."
        )
    }

    private func pending(_ answers: Answers, rpm: PackagesRpm.Report) -> [UpdateState.PendingUpdate]? {
        guard let answer = answers[Self.pending.id], answer.status == 0 else { return nil }
        switch answers.firstLine(Self.pending.id) {
        case "# zypper": return UpdatesZypper.read(answer.stdout)
        case "# yum":
            var security: Set<String>?
            if answers[Self.security.id]?.status == 0 {
                security = UpdatesYum.securityNames(answers.bytes(Self.security.id))
            }
            return UpdatesYum.read(answer.stdout, installed: rpm.versions, security: security)
        case "# apk": return UpdatesOther.readApk(answer.stdout)
        case "# pacman": return UpdatesOther.readPacman(answer.stdout)
        default: return nil
        }
    }
}
