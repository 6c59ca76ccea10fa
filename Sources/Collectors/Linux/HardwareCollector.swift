import EstateModel

/// What a Linux host is made of and on what it runs.
///
/// The parts are read together because they answer for each other: a container sees the firmware of its host, and
/// a guest's processors are those that the kernel has, not those that the firmware claims.
struct HardwareCollector: Collector {
    let probes =
        DmiReport.probes + [CpuReport.probe, MemoryReport.probe, DisksReport.probe, VirtualizationReport.probe]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let dmi = DmiReport(answers)
        let virtualization = VirtualizationReport(answers.bytes(VirtualizationReport.probe.id), dmi: dmi.fields)
        var hardware = Hardware()
        readProcessors(answers, dmi, &hardware, &builder)
        hardware.memoryBytes = MemoryReport.bytes(answers.bytes(MemoryReport.probe.id))
        hardware.placement = virtualization.placement
        hardware.virtualization = virtualization.virtualization
        hardware.hypervisors = virtualization.hypervisors
        if virtualization.placement != .container {
            hardware.disks = DisksReport.disks(answers.bytes(DisksReport.probe.id))
            readMachine(dmi, &hardware, &builder)
        }
        if hardware != Hardware() { builder.collection.hardware = hardware }
    }

    /// The machine's own identity. Never read inside a container: it would be merged with its host.
    private func readMachine(_ dmi: DmiReport, _ hardware: inout Hardware, _ builder: inout CollectionBuilder) {
        hardware.manufacturer = dmi.manufacturer
        hardware.model = dmi.model
        hardware.serial = dmi.serial
        hardware.uuid = dmi.uuid
        hardware.biosVendor = dmi.biosVendor
        hardware.biosVersion = dmi.biosVersion
        hardware.biosDate = dmi.biosDate
        hardware.chassis = dmi.chassis
        hardware.memoryModules = dmi.memoryModules
        builder.collection.identity.smbiosUUID = dmi.uuid
        if dmi.serialIsItsOwn { builder.collection.identity.serial = dmi.serial }
        if dmi.privilegeMissing {
            builder.problem(
                .privilegeMissing,
                .hardware,
                probe: DmiReport.closed.id,
                "the serial number, the SMBIOS UUID and the memory modules are readable by root only,"
                    + " and the account may not become root.",
                remedy: builder.rootRemedy(orElse: "accept that this host is recognised by its other marks")
            )
        }
    }

    private func readProcessors(
        _ answers: Answers,
        _ dmi: DmiReport,
        _ hardware: inout Hardware,
        _ builder: inout CollectionBuilder
    ) {
        let answer = answers.bytes(CpuReport.probe.id)
        if let report = CpuReport(answer) {
            hardware.processor = report.model
            hardware.sockets = report.sockets
            hardware.cores = report.cores
            hardware.threads = report.threads
        } else if !answer.isEmpty {
            builder.problem(
                .unreadableOutput,
                .hardware,
                probe: CpuReport.probe.id,
                "the processors could not be read: the answer begins '\(visible(bytes: answer.prefix(60)))',"
                    + " which neither lscpu nor /proc/cpuinfo prints.",
                remedy: "Run `LC_ALL=C lscpu` on the host by hand and report its output."
            )
        }
        hardware.processor = hardware.processor ?? dmi.processors.first?.model
        if hardware.threads == nil, !dmi.processors.isEmpty {
            hardware.sockets = dmi.processors.count
            let cores = dmi.processors.map(\.cores)
            hardware.cores = cores.contains(nil) ? nil : cores.reduce(0) { $0 + ($1 ?? 0) }
        }
    }
}
