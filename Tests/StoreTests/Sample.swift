import EstateModel
import Foundation
import Store

/// Hosts, targets and answers for tests; everything follows from the numbers given.
enum Sample {
    static let start = Instant(secondsSinceEpoch: 1_790_000_000)
    static let context = ScanContext(reeveVersion: "0.1.0", rulePackDigest: String(repeating: "ab", count: 32))

    static func target(_ name: String, address: String? = nil) -> Target {
        var target = Target(
            name: name,
            address: address ?? "\(name).example.org",
            user: "reeve",
            credential: "fleet-key"
        )
        target.organisations = ["Durham": 100]
        target.tags = ["pci", "web"]
        target.service = "website"
        target.owner = "Web team lead"
        return target
    }

    static func software(_ number: Int, version: String = "1.0-1") -> InstalledSoftware {
        InstalledSoftware(
            source: .dpkg,
            name: "package-\(number)",
            version: version,
            architecture: "amd64",
            publisher: "Debian Maintainers <maintainers@lists.debian.org>",
            origin: "Debian",
            sourcePackage: "source-\(number / 3)",
            category: "libs"
        )
    }

    /// A host with an identity of its own, every section complete.
    static func host(_ number: Int, packages: Range<Int> = 0..<5) -> HostCollection {
        var host = HostCollection(platform: "linux", scriptDigest: String(repeating: "cd", count: 32))
        host.identity = HostIdentity(
            hostname: "host\(number)",
            fqdn: "host\(number).example.org",
            machineID: hexadecimal(number, digits: 32),
            smbiosUUID: uuid(number),
            serial: "SER-9X\(1000 + number)",
            hostKeyFingerprint: "SHA256:key\(number)",
            macAddresses: [
                "52:54:00:00:\(hexadecimal(number / 256, digits: 2)):\(hexadecimal(number % 256, digits: 2))"
            ]
        )
        host.operatingSystem = OperatingSystem(
            family: .linux,
            id: "debian",
            name: "Debian GNU/Linux 12 (bookworm)",
            version: "12",
            kernelRelease: "6.1.0-30-amd64",
            architecture: "x86_64",
            releaseFields: ["ID": "debian", "VERSION_ID": "12"]
        )
        var hardware = Hardware()
        hardware.manufacturer = "Dell Inc."
        hardware.model = "PowerEdge R640"
        hardware.serial = host.identity.serial
        hardware.uuid = host.identity.smbiosUUID
        hardware.memoryBytes = 64 << 30
        hardware.placement = .physical
        host.hardware = hardware
        host.bootedAt = start.adding(seconds: -86_400)
        host.interfaces = [NetworkInterface(name: "eth0", addresses: ["192.0.2.\(number % 250)"])]
        host.software = packages.map { software($0) }
        host.listeners = [Listener(address: "0.0.0.0", port: 22, process: "sshd")]
        for section in Section.allCases { host.completeness[section] = .complete }
        return host
    }

    static func uuid(_ number: Int) -> String {
        "4c4c4544-\(hexadecimal(number + 1, digits: 4))-4210-8051-b5c04f375931"
    }

    static func hexadecimal(_ number: Int, digits: Int) -> String {
        let text = String(number + 0xA0, radix: 16)
        return String(String(repeating: "0", count: max(0, digits - text.count)).appending(text).suffix(digits))
    }

    /// Answers as a host of so many packages gives them.
    static func answers(_ host: HostCollection, note: String = "") -> AnswerSet {
        let list = host.software.map { "\($0.name)\t\($0.version ?? "")\t\($0.publisher ?? "")\tok installed" }
        return AnswerSet(
            [
                Answer(probe: "os-release", status: 0, stdout: Array("ID=debian\nVERSION_ID=12\n\(note)".utf8)),
                Answer(probe: "dpkg", status: 0, stdout: Array(list.joined(separator: "\n").utf8)),
                Answer(probe: "dmi", status: 1, stdout: [], stderr: Array("Permission denied\n".utf8)),
            ],
            context: [host.identity.hostKeyFingerprint ?? ""]
        )
    }
}

/// A folder that goes when the test is over.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "reeve-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var database: String { path + "/reeve.sqlite" }
}

/// A store in a folder of its own, with shorthands for recording.
struct Estate {
    let folder: TemporaryFolder
    let store: InventoryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try InventoryStore.open(path: folder.database)
    }

    func begin() async throws -> ScanID {
        try await store.beginScan(at: Sample.start, context: Sample.context)
    }

    @discardableResult
    func record(
        _ host: HostCollection,
        as target: Target,
        in scan: ScanID,
        rules: IdentityRules = .all
    ) async throws -> RecordedHost {
        try await store.record(
            host,
            of: target,
            answers: Sample.answers(host),
            parserVersion: "1",
            in: scan,
            at: Sample.start.adding(seconds: scan.rawValue * 100),
            rules: rules
        )
    }

    /// One scan of one host, finished.
    @discardableResult
    func scan(_ host: HostCollection, as target: Target) async throws -> (scan: ScanID, host: RecordedHost) {
        let scan = try await begin()
        let recorded = try await record(host, as: target, in: scan)
        try await store.finishScan(scan, at: Sample.start)
        return (scan, recorded)
    }
}
