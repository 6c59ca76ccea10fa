import Foundation
import TestSupport
import Testing

/// Lists of devices that nobody can log in to, from the file to the findings.
@Suite(.enabled(if: ReeveProgram.isBuilt, "reeve is not built beside the tests"))
struct ImportDevicesTests {
    private static let intune = """
        Device name,Last check-in,OS,OS version,Serial number,Manufacturer,Model,Primary user UPN
        CN-IPHONE-042,2026-11-18 07:00:01.1230000,iOS,12.5.7,F2LXK0AAAAAA,Apple,iPhone 6,a@example.org
        CN-GALAXY-1,2026-11-19 07:00:01.1230000,Android (fully managed),11.0,R58M1CCCCCC,samsung,SM-A515F,

        """
    private static let switches = """
        sysName;IP;sysDescr;sysObjectID;Serial Number;Model
        sw-civic-01;192.0.2.10;"Cisco IOS Software, C2960S Software (C2960S-UNIVERSALK9-M), Version 15.2(2)E9
        Technical Support: http://www.cisco.com/techsupport";.1.3.6.1.4.1.9.1.1208;FOC1111AAAA;WS-C2960S-48TS-L

        """

    private func findings(_ estate: EndToEndEstate) async throws -> [Listed.Finding] {
        let outcome = try await estate.reeve("findings", "--as-of", "2026-11-20", "--all", "--format", "json")
        return try Listed.rows(Listed.Finding.self, in: outcome)
    }

    private func importing(
        _ text: String,
        into estate: EndToEndEstate,
        encoding: String.Encoding = .utf8,
        _ words: String...
    ) async throws -> ReeveProgram.Outcome {
        let file = estate.folder.path("list.csv")
        try #require(text.data(using: encoding)).write(to: URL(fileURLWithPath: file))
        let given = words.isEmpty ? ["--organisation", "darlbrook", "--exported", "2026-11-20"] : words
        return try await estate.reeve(["import", "devices", file] + given)
    }

    @Test func anOldTelephoneAndASwitchAreJudgedByTheirRules() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        let phones = try await importing(Self.intune, into: estate, encoding: .utf16)
        #expect(phones.status == 0 && phones.output.hasPrefix("2 devices from a device list of Intune"), "\(phones)")
        let switches = try await importing(Self.switches, into: estate)
        #expect(switches.status == 0 && switches.output.contains("1 network device"), "\(switches)")
        let found = try await findings(estate)
        let phone = found.filter { $0.asset == "CN-IPHONE-042" }
        #expect(phone.contains { $0.what == "iOS 12" && $0.status == "unsupported" }, "\(phone)")
        #expect(phone.contains { $0.what.hasPrefix("iPhone 6") && $0.status == "unsupported" }, "\(phone)")
        #expect(found.contains { $0.asset == "CN-GALAXY-1" && $0.what == "Android 11" && $0.status == "unsupported" })
        let device = found.filter { $0.asset == "sw-civic-01" }
        #expect(device.contains { $0.what.hasPrefix("Catalyst 2960-S") && $0.status == "unsupported" }, "\(device)")
        #expect(device.contains { $0.what.hasPrefix("Cisco IOS 15") }, "\(device)")
    }

    @Test func aLaterListChangesWhatChangedAndForgetsNothing() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        #expect(try await importing(Self.intune, into: estate).status == 0)
        let rows = "SELECT (SELECT count(*) FROM item) || ' ' || (SELECT count(*) FROM observation)"
        let before = try estate.sqlite(rows)
        let again = try await importing(Self.intune, into: estate)
        #expect(again.output.hasSuffix("0 new, 0 changed, 2 as before.\n"), "\(again)")
        // The note of the import and its date are the same, so not even that is new.
        #expect(try estate.sqlite(rows) == before)
        let newer = Self.intune.split(separator: "\n").prefix(2).joined(separator: "\n")
            .replacing("12.5.7", with: "15.8.3").replacing("CN-IPHONE-042", with: "CN-IPHONE-043")
            .replacing("iPhone 6", with: "iPhone 11")
        let third = try await importing(newer, into: estate)
        #expect(third.output.hasSuffix("0 new, 1 changed, 0 as before.\n"), "\(third)")
        let found = try await findings(estate)
        #expect(found.contains { $0.asset == "CN-IPHONE-043" && $0.what == "iOS 15" }, "\(found)")
        #expect(!found.contains { $0.what == "iOS 12" || $0.asset == "CN-IPHONE-042" }, "\(found)")
        #expect(found.contains { $0.asset == "CN-GALAXY-1" }, "\(found)")
        let assets = try await estate.reeve("assets")
        #expect(assets.output.contains("2026-11-19") && assets.output.contains("2026-11-18"), "\(assets)")
        #expect(try estate.integrity() == "ok")
    }

    /// A list is somebody else's text: what it calls a device reaches a terminal in every command.
    @Test func aDeviceThatTurnsTheReadingDirectionIsShownAndNotObeyed() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        let hostile = Self.intune.replacing("CN-IPHONE-042", with: "CN\u{202E}lave\u{1B}[2J")
            .replacing("iPhone 6", with: "iPhone 6\u{200B}=HYPERLINK(0)")
        #expect(try await importing(hostile, into: estate).status == 0)
        let commands = [
            ["assets"], ["assets", "1"], ["findings", "--all"], ["explain", "1"], ["explain", "1", "nothing"],
            ["explain", "1", "apple-ios"], ["policy"], ["register"], ["forecast"], ["forecast", "--format", "ics"],
            ["software", "--unidentified", "--all"], ["report", "html"],
        ]
        for command in commands {
            let outcome = try await estate.reeve(command)
            for text in [outcome.output, outcome.messages] {
                let bad = text.unicodeScalars.filter { scalar in
                    ![0x0A, 0x0D, 0x09].contains(scalar.value)
                        && [.control, .format].contains(scalar.properties.generalCategory)
                }
                #expect(bad.isEmpty, "\(command) prints \(bad.map { String($0.value, radix: 16) })")
            }
        }
        let explained = try await estate.reeve("explain", "1")
        #expect(explained.output.contains(#"CN\u{202e}lave"#), "\(explained)")
    }

    @Test func refusedRowsAreSaidOneByOneAndTheRestIsRecorded() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        let list =
            "name,serial,organisation,last seen\na,AAAA1111,darlbrook,03/04/2026\n,,darlbrook,\nc,CCCC3333,darlbrok,\n"
        let outcome = try await importing(list, into: estate, "--exported", "2026-11-20")
        #expect(outcome.status == 3, "\(outcome)")
        #expect(outcome.messages.contains("line 2: the day it was last seen, 03/04/2026, may be 3 April 2026 or"))
        #expect(outcome.messages.contains("line 3: it has neither a name nor a serial number."))
        #expect(
            outcome.messages.contains("line 4: the estate has no organisation 'darlbrok'; did you mean 'darlbrook'?")
        )
        #expect(outcome.output.hasPrefix("1 device from a device list"), "\(outcome)")
    }

    @Test func aDryRunRecordsNothing() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        let outcome = try await importing(
            Self.intune,
            into: estate,
            "--dry-run",
            "--organisation",
            "darlbrook"
        )
        #expect(outcome.status == 0 && outcome.output.hasSuffix("Nothing was recorded.\n"), "\(outcome)")
        #expect(outcome.messages.contains("Columns that are not read: Primary user UPN."), "\(outcome)")
        #expect(!FileManager.default.fileExists(atPath: estate.database))
    }

    @Test func aWorkbookIsNoList() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        let outcome = try await importing("PK\u{3}\u{4}rest", into: estate)
        #expect(outcome.status == 1 && outcome.messages.contains("save the sheet as CSV"), "\(outcome)")
    }
}
