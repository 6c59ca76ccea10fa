import EstateModel
import Testing

@testable import EstateFiles

/// Lists as Intune, Jamf Pro and network management export them; written by hand after their formats.
struct DeviceListTests {
    static let intune = """
        Device name,Enrollment date,Last check-in,OS,OS version,Serial number,Manufacturer,Model,Primary user UPN
        CN-IPHONE-042,2023-01-09 10:11:12.0000000,2026-11-18 07:00:01.1230000,iOS,15.8.3,F2LXK0AAAAAA,Apple,iPhone 7,a@example.org
        CN-IPAD-007,2023-01-09 10:11:12.0000000,2026-11-19 07:00:01.1230000,iOS/iPadOS,17.7.1,DMPXK0BBBBBB,Apple,iPad (7th generation),
        CN-GALAXY-1,2023-01-09 10:11:12.0000000,2026-11-19 07:00:01.1230000,Android (fully managed),11.0,R58M1CCCCCC,samsung,SM-A515F,
        CN-LAP-1,2023-01-09 10:11:12.0000000,2026-11-19 07:00:01.1230000,Windows,10.0.19045.5011,5CG1DDDDDD,HP,HP ProBook 450 G8,
        """

    static let jamf = """
        "Display Name","Serial Number","Model","Model Identifier","iOS Version","Last Inventory Update","Site"
        "Ward iPad 3","DMPXK0EEEEEE","iPad Air 2","iPad5,3","15.8.2","2026-11-01T08:00:00Z","Town Hall"
        """

    static let snmp = """
        sysName;IP;sysDescr;sysObjectID;Serial Number
        sw-civic-01;192.0.2.10;"Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(2)E9, RELEASE SOFTWARE (fc4)
        Technical Support: http://www.cisco.com/techsupport";.1.3.6.1.4.1.9.1.1208;FOC1111AAAA
        """

    static func options(organisations: Int = 1) -> DeviceListImport.Options {
        let names = ["north": "Northmoor Council", "south": "Southdale Council"].sorted { $0.key < $1.key }
        var estate = Estate(
            name: "Test",
            organisations: names.prefix(organisations).map {
                Organisation(id: $0.key, name: $0.value, siroPost: "SIRO")
            }
        )
        estate.sites = [Site(id: "town-hall", name: "Town Hall")]
        estate.targets = [Target(name: "web01", address: "192.0.2.1", user: "x", credential: "y")]
        return DeviceListImport.Options(exported: CalendarDay(daysSinceEpoch: 20_777), estate: estate)
    }

    private func read(_ text: String) -> ImportedDevices { DeviceListImport.read(text, options: Self.options()) }

    @Test func aListOfIntuneIsRead() throws {
        let list = read(Self.intune)
        #expect(list.format == .intune && list.refused.isEmpty && list.notices.isEmpty)
        #expect(list.devices.map(\.kind) == [.phone, .tablet, .phone, .laptop])
        #expect(list.devices.map(\.os) == ["iOS", "iPadOS", "Android (fully managed)", "Windows"])
        #expect(list.devices.first?.lastSeen == CalendarDay("2026-11-18"))
        #expect(list.unusedColumns == ["Enrollment date", "Primary user UPN"])
        #expect(list.devices.allSatisfy { $0.organisation == "north" })
    }

    @Test func mobileDevicesBecomeFactsThatRulesMatchOn() throws {
        let phone = try #require(read(Self.intune).devices.first).collection
        let mdm = ["model": "iPhone 7", "os": "iOS", "version": "15.8.3"]
        #expect(phone.otherFacts == [Fact(kind: "mdm", fields: mdm)])
        #expect(phone.hardware?.manufacturer == "Apple" && phone.identity.serial == "F2LXK0AAAAAA")
        #expect(phone.operatingSystem?.family == .other && phone.operatingSystem?.name == "iOS 15.8.3")
        #expect(phone.platform == "import")
    }

    @Test func computersWithWindowsTellTheirBuild() throws {
        let laptop = try #require(read(Self.intune).devices.last).collection
        let windows = ["version": "10.0.19045", "build": "19045", "ubr": "5011", "productType": "1"]
        #expect(laptop.otherFacts == [Fact(kind: "windows-os", fields: windows)])
        #expect(laptop.operatingSystem?.family == .windows && laptop.operatingSystem?.version == "10.0.19045")
    }

    @Test func aListOfJamfIsRead() throws {
        let list = read(Self.jamf)
        let device = try #require(list.devices.first)
        #expect(list.format == .jamf && device.os == "iPadOS" && device.manufacturer == "Apple")
        #expect(device.site == "town-hall" && device.kind == .tablet)
        #expect(device.collection.hardware?.model == "iPad5,3")
        let mdm = ["model": "iPad5,3", "marketingName": "iPad Air 2", "os": "iPadOS", "version": "15.8.2"]
        #expect(device.collection.otherFacts == [Fact(kind: "mdm", fields: mdm)])
    }

    @Test func aListOfSNMPAnswersKeepsTheirLineBreaks() throws {
        let list = read(Self.snmp)
        let device = try #require(list.devices.first)
        #expect(list.format == .snmp && device.kind == .network && device.manufacturer == "Cisco")
        let fact = try #require(device.collection.otherFacts.first)
        #expect(fact.kind == "snmp" && fact.fields["sysObjectId"] == ".1.3.6.1.4.1.9.1.1208")
        #expect(fact.fields["sysDescr"]?.contains("Version 15.2(2)E9, RELEASE SOFTWARE (fc4)\nTechnical") == true)
        #expect(device.target.address == "192.0.2.10" && device.target.tags == ["imported", "network"])
    }

    @Test func theSameListGivesTheSameCollectionsWhateverTheDays() {
        let later = Self.intune.replacing("2026-11-18", with: "2026-11-20").replacing("2026-11-19", with: "2026-11-20")
        #expect(read(Self.intune).devices.map(\.collection) == read(later).devices.map(\.collection))
    }

    @Test func oneSerialNumberIsOneDevice() {
        let list = read(
            """
            name,serial,manufacturer,last seen
            old name,ABCD1234,Apple,2026-01-01
            new name,abcd1234,Apple Inc.,2026-11-01
            newer still,ABCD1234,Apple,2025-01-01
            """
        )
        #expect(list.devices.map(\.name) == ["new name"])
        #expect(
            list.refused == [
                "line 2: the same device as on line 3, which was seen later.",
                "line 4: the same device as on line 3.",
            ]
        )
    }

    @Test func devicesOfOneNameAreToldApart() {
        let list = read("name,serial\niPhone,AAAA1111\niPhone,BBBB2222\niphone,\n")
        #expect(list.devices.map(\.name) == ["iPhone AAAA1111", "iPhone BBBB2222", "iphone line 4"])
    }

    @Test func aTargetOfTheEstateIsLeftToItsScan() {
        let list = read("name,os\nWEB01,Linux\nphone,iOS\n")
        #expect(list.devices.map(\.name) == ["phone"])
        #expect(list.refused == ["line 2: 'WEB01' is a target of the estate, and a scan tells more of it."])
    }

    @Test func everyRowNeedsAnOrganisationOfTheEstate() {
        let text = "name,organisation\na,north\nb,SOUTHDALE  council\nc,\nd,nort\n"
        let list = DeviceListImport.read(text, options: Self.options(organisations: 2))
        #expect(list.devices.map(\.organisation) == ["north", "south"])
        #expect(
            list.refused == [
                "line 4: it names no organisation; give one with --organisation.",
                "line 5: the estate has no organisation 'nort'; did you mean 'north'?",
            ]
        )
    }

    @Test func aNameOnTwoLinesIsTwoWordsAndWhatIsCutIsTold() throws {
        let long = String(repeating: "x", count: 300)
        let list = read("name,serial,model,manufacturer\n\"Ward\r\niPad 3\",ABCD1234,\(long),Apple\n")
        #expect(list.devices.first?.name == "Ward iPad 3")
        #expect(list.devices.first?.model?.count == 256)
        let told = list.notices.contains { $0.contains("goes on; only its first 256 characters are kept") }
        #expect(told, "\(list.notices)")
    }
}
