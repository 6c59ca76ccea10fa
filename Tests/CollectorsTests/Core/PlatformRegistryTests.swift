import EstateModel
import TestSupport
import Testing

@testable import Collectors

struct PlatformRegistryTests {
    @Test func idsAreUniqueAndSorted() {
        let ids = PlatformRegistry.all.map(\.id)
        #expect(ids == Set(ids).sorted())
    }

    @Test func aSystemNamesOnePlatform() {
        let names = PlatformRegistry.all.flatMap(\.systemNames)
        #expect(Set(names).count == names.count)
        #expect(PlatformRegistry.platform(system: "Linux")?.id == "linux")
        #expect(PlatformRegistry.platform(system: "VMkernel")?.id == "esxi")
        #expect(PlatformRegistry.platform(system: "Plan9") == nil)
        #expect(PlatformRegistry.platform(id: "windows")?.shell == .powershell)
    }

    @Test(arguments: PlatformRegistry.all.map(\.id))
    func probesHaveOneNameEachAndBounds(platform: String) throws {
        let probes = try #require(PlatformRegistry.platform(id: platform)).probes
        #expect(Set(probes.map(\.id)).count == probes.count)
        for probe in probes {
            #expect(probe.id.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d })
            #expect(probe.id != HostDescription.probe)
            #expect((1...120).contains(probe.timeoutSeconds), "\(probe.id)")
            #expect((1...16 << 20).contains(probe.byteLimit), "\(probe.id)")
        }
    }

    @Test(arguments: PlatformRegistry.all.map(\.id))
    func everyProbeOnlyReads(platform: String) throws {
        let platform = try #require(PlatformRegistry.platform(id: platform))
        for probe in platform.probes {
            let objections = ReadOnlyPolicy.objections(to: probe.command, shell: platform.shell)
            #expect(objections.isEmpty, "\(platform.id) \(probe.id)")
        }
    }

    @Test(arguments: PlatformRegistry.all.map(\.id))
    func everyPlatformHasRecordings(platform: String) {
        let files = Fixture.files(in: platform) + Fixture.files(in: platform + "-host")
        #expect(!files.isEmpty)
    }

    @Test(arguments: PlatformRegistry.all.map(\.id))
    func noAnswerAtAllMakesNoSectionComplete(platform: String) throws {
        let platform = try #require(PlatformRegistry.platform(id: platform))
        let collection = platform.collection(from: Answers([]), scriptDigest: "")
        #expect(!collection.completeness.isEmpty)
        #expect(collection.completeness.values.allSatisfy { $0 != .complete })
        #expect(collection.software.isEmpty)
        #expect(collection.guests.isEmpty)
    }

    @Test(arguments: PlatformRegistry.all.map(\.id), [21, 22, 23] as [UInt64])
    func noBytesTrapAnyCollector(platform: String, seed: UInt64) throws {
        let platform = try #require(PlatformRegistry.platform(id: platform))
        var random = SeededRandom(seed: seed)
        for _ in 0..<30 {
            let answers = platform.probes.map { probe in
                let count = Int.random(in: 0...400, using: &random)
                let pieces: [UInt8] =
                    Array("\t\n\r :=/,.-<>|\"'{}[]()%@#0123456789abcPVAo\0".utf8) + [0xff, 0xc3, 0xe2]
                let bytes = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }
                return Answer(probe: probe.id, status: Int.random(in: 0...2, using: &random), stdout: bytes)
            }
            let collection = platform.collection(from: Answers(answers), scriptDigest: "")
            #expect(collection.platform == platform.id, "seed \(seed)")
        }
    }
}
