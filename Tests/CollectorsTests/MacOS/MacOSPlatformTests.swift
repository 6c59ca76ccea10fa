import EstateModel
import Testing

@testable import Collectors

/// A Mac as the probes print it; written by hand after the formats of `sw_vers`, `sysctl`, `ioreg` and PlistBuddy.
struct MacOSPlatformTests {
    @Test func aMacIsReadWhole() throws {
        let host = try recordedHost("macos/14.7", .macos)
        #expect(host.operatingSystem?.family == .macos)
        #expect(host.operatingSystem?.name == "macOS 14.7.1")
        #expect(host.operatingSystem?.version == "14.7.1")
        #expect(host.identity.fqdn == "mac042.corp.example.org")
        #expect(host.hardware?.model == "MacBookPro18,3")
        #expect(host.hardware?.serial == "EXAMPLE042" && host.identity.serial == "EXAMPLE042")
        #expect(host.identity.smbiosUUID == "0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f")
        #expect(host.hardware?.memoryBytes == 17_179_869_184)
        #expect(host.hardware?.placement == .physical)
        #expect(host.problems.isEmpty && host.completeness.values.allSatisfy { $0 == .complete })
    }

    @Test func applicationsAreFactsOfTheKindThatRulesName() throws {
        let software = try recordedHost("macos/14.7", .macos).software
        #expect(
            software.map { "\($0.name) \($0.version ?? "-")" } == [
                "Broken -", "Firefox 115.9.0", "Microsoft Word 16.66.1", "Safari 18.1", "Silverlight 5.1.50918.0",
                "Übersicht -",
            ]
        )
        let firefox = [
            "name": "Firefox", "version": "115.9.0", "bundleId": "org.mozilla.firefox",
            "path": "/Applications/Firefox.app",
        ]
        #expect(software[1].fact == Fact(kind: "macos-app", fields: firefox))
        #expect(software[0].fact.fields["bundleId"] == nil)
    }

    @Test func theReleaseIsAFactForItsRule() throws {
        let facts = try recordedHost("macos/14.7", .macos).otherFacts
        #expect(facts == [Fact(kind: "command", fields: ["command": "sw_vers -productVersion", "output": "14.7.1"])])
    }

    @Test(arguments: ["", "ProductVersion:\n", "sh: sw_vers: command not found\n", "ProductVersion: quatorze\n"])
    func aReleaseThatIsNoneIsAProblem(text: String) {
        let host = collect(with: MacOSSystem(), text: ["macos-version": text])
        #expect(host.operatingSystem == nil && host.problems.map(\.code) == [.unreadableOutput])
    }

    @Test(arguments: ["", "\n", "@@ relative.app\n x\n", " com.example\n 1.0\n"])
    func noApplicationIsAProblemAndNotAnEmptyMac(text: String) {
        let host = collect(with: MacOSApplications(), text: ["macos-applications": text])
        #expect(host.software.isEmpty && host.completeness[.software] == .partial)
    }

    @Test func aFloodOfApplicationsIsBounded() {
        let text = (0..<5000).map { "@@ /Applications/A\($0).app\n com.example.a\($0)\n 1.0\n" }.joined()
        #expect(MacOSApplications.software(Array(text.utf8)).count == MacOSApplications.mostApplications)
    }

    @Test(arguments: [41, 42] as [UInt64])
    func damagedAnswersAreRead(seed: UInt64) throws {
        let pieces = try Fixture.files(in: "macos").map { try Fixture.bytes($0) }
        readsAnything(.macos, seeds: seed...seed + 60, pieces: pieces)
    }
}
