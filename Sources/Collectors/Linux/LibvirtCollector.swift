import EstateModel

/// The guests that libvirt manages on a host: KVM, QEMU, Xen and LXC.
///
/// Settings are those for the next start (`dumpxml --inactive`), because the running ones hold console paths, ports and
/// ballooned memory, which change by themselves.
struct LibvirtCollector: Collector {
    /// The connections that libvirt knows on a host; those of users' own sessions are not asked.
    static let systemURIs = ["qemu:///system", "xen:///system", "lxc:///"]

    let probe: Probe

    /// - Parameter uris: constants, never something that a host said.
    init(uris: [String] = LibvirtCollector.systemURIs) {
        probe = Probe(
            "libvirt",
            section: .guests,
            timeoutSeconds: 60,
            byteLimit: 8 << 20,
            optional: true,
            command: LibvirtScript.text(uris: uris)
        )
    }

    var probes: [Probe] { [probe] }

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let report = LibvirtReport(answers.bytes(probe.id))
        builder.collection.guests += report.guests
        for failure in report.failures { explain(failure, &builder) }
        if report.unreadGuests > 0 || report.reachedLimit {
            builder.problem(
                report.reachedLimit ? .outputTooLarge : .answerIncomplete,
                .guests,
                probe: probe.id,
                "\(report.unreadGuests) guest(s) of libvirt were listed but could not be read"
                    + (report.reachedLimit ? ", and those beyond the first 2,000 were not asked for." : "."),
                remedy: "Run `virsh --readonly dumpxml` for the guests of `virsh --readonly list --all --uuid` by hand."
            )
        }
    }

    private func explain(_ failure: LibvirtReport.Failure, _ builder: inout CollectionBuilder) {
        let said = visible(failure.message, limit: 200)
        switch failure.cause {
        case .notRunning:
            // A client without a service is no virtualisation host.
            break
        case .refused:
            builder.problem(
                .privilegeMissing,
                .guests,
                probe: probe.id,
                "libvirt (\(visible(failure.uri))) does not show its guests to this account, saying: \(said)",
                remedy: builder.rootRemedy(orElse: "let the account use libvirt's read-only socket")
            )
        case .other:
            builder.problem(
                .probeFailed,
                .guests,
                probe: probe.id,
                "libvirt (\(visible(failure.uri))) did not list its guests, saying: \(said)",
                remedy: "Run `virsh --readonly list --all` on the host by hand."
            )
        }
    }
}
