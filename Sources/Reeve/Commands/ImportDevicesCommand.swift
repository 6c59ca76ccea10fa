import ArgumentParser
import Collectors
import EstateFiles
import EstateModel
import Foundation
import Store

struct ImportDevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "Record phones, tablets, network equipment and appliances from a CSV file.",
        discussion: """
            Any table whose first line names the columns: name, kind, manufacturer, model, os, os version, serial, last \
            seen, organisation, site, sysDescr, sysObjectID and others; device lists of Intune and Jamf Pro as they are. \
            Devices are recognised by their serial number in later lists; one that is missing in a later list stays, \
            with the day on which it was last seen. Nothing is asked over the network.

            Exit status: 0 every row was recorded, 3 some were left out, 1 it could not be done.
            """
    )

    @OptionGroup var estate: EstateOption

    @Argument(help: "The file to read.")
    var file: String

    @Flag(name: .customLong("dry-run"), help: "Show what would be recorded; record nothing.")
    var isDryRun = false

    @Option(
        help: ArgumentHelp(
            "When the list was exported; default: when the file was last changed.",
            valueName: "YYYY-MM-DD"
        ),
        transform: CalendarDay.argument
    )
    var exported: CalendarDay?

    @Option(
        help: "Which number comes first in 03/04/2026: day-first, month-first, or auto (such a date stays unknown)."
    )
    var dates: DayOrder = .unknown

    @Option(help: ArgumentHelp("The organisation of rows that name none.", valueName: "id"))
    var organisation: String?

    @Option(help: "A note to keep with the import.")
    var note: String?

    func run() async throws {
        let workspace = try Workspace(estate)
        try workspace.check(organisation: organisation)
        let list = try DeviceListFile(file, limit: 64 << 20)
        let today = SystemClock.now.londonDay
        let day = exported ?? min(list.changed, today)
        guard day <= today else { throw Failure("--exported \(day.longDescription) is in the future") }
        var options = DeviceListImport.Options(exported: day, estate: workspace.estate)
        options.dayOrder = dates
        options.organisation = organisation ?? options.organisation
        var imported = DeviceListImport.read(list.text, options: options)
        let lock = isDryRun ? nil : try workspace.hold()
        let store = try await openStore(workspace)
        if let store {
            try await leaveOutScanned(&imported, store)
            if !isDryRun, try await explainingErrors({ try await store.interruptedScan() }) != nil {
                Terminal.message("reeve: warning: the last scan was stopped; after this it can no longer be resumed.")
            }
        }
        for sentence in imported.notices + imported.refused { Terminal.message("\(visible(file)): \(sentence)") }
        if !imported.unusedColumns.isEmpty, isDryRun {
            let columns = imported.unusedColumns.prefix(60).map { visible($0, limit: 60) }.joined(separator: ", ")
            Terminal.message("Columns that are not read: \(columns).")
        }
        guard !imported.devices.isEmpty else {
            throw Failure("no device was read from \(visible(file)); `reeve import devices --help` names the columns")
        }
        if isDryRun {
            Terminal.result(ImportedDevicesText(imported, exported: day).plan)
        } else if let store {
            try await record(imported, day, workspace, store)
        }
        _ = consume lock
        if !imported.refused.isEmpty { throw ExitStatus.partial.error }
    }

    /// Nil for a dry run of an estate that has no inventory yet.
    private func openStore(_ workspace: Workspace) async throws -> InventoryStore? {
        if isDryRun, !FileManager.default.fileExists(atPath: workspace.directory.database) { return nil }
        return try await workspace.openStore(creating: !isDryRun)
    }

    /// A device that a scan has read is left to the scan, which tells more.
    private func leaveOutScanned(_ imported: inout ImportedDevices, _ store: InventoryStore) async throws {
        let scanned = try await scannedSerials(store)
        imported.devices.removeAll { device in
            guard let serial = device.serial,
                scanned.contains(ImportedDevice.serialKey(serial, manufacturer: device.manufacturer))
            else { return false }
            imported.refused.append(
                "line \(device.line): a scan has read '\(visible(device.name, limit: 60))', and tells more of it."
            )
            return true
        }
    }

    private func scannedSerials(_ store: InventoryStore) async throws -> Set<String> {
        try await explainingErrors {
            let reader = try store.hosts(catalogue: FactCatalogue()) { _ in FactUse(isNumbered: false, isWhole: false) }
            var serials: Set<String> = []
            while let batch = try await reader.nextBatch() {
                for host in batch where host.collection.platform != ImportedDevice.platform {
                    guard let hardware = host.collection.hardware, let serial = hardware.serial else { continue }
                    serials.insert(ImportedDevice.serialKey(serial, manufacturer: hardware.manufacturer))
                }
            }
            return serials
        }
    }

    private func record(
        _ imported: ImportedDevices,
        _ day: CalendarDay,
        _ workspace: Workspace,
        _ store: InventoryStore
    ) async throws {
        try await DecisionLedger(store: store).requireBelievableClock()
        let name = visible(URL(fileURLWithPath: file).lastPathComponent, limit: 100)
        let context = ScanContext(
            reeveVersion: Version.number,
            policyDigest: workspace.policyDigest,
            note: note ?? "import of \(name), exported \(day)"
        )
        let text = try await explainingErrors {
            let scan = try await store.beginScan(at: SystemClock.now, context: context)
            var text = ImportedDevicesText(imported, exported: day)
            for device in imported.devices {
                let recorded = try await store.record(
                    device.collection,
                    of: device.target,
                    answers: AnswerSet([]),
                    parserVersion: ImportedDevice.parserVersion,
                    in: scan,
                    at: device.seen(exported: day)
                )
                text.count(isNew: recorded.isNew, changes: recorded.changes.count)
            }
            try await store.finishScan(scan, at: SystemClock.now)
            return text
        }
        Terminal.result(text.result)
    }
}

extension DayOrder: ExpressibleByArgument {}
