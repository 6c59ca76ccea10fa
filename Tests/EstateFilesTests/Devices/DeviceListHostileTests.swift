import EstateModel
import Testing

@testable import EstateFiles

struct DeviceListHostileTests {
    private func read(_ text: String, _ order: DayOrder = .unknown) -> ImportedDevices {
        var options = DeviceListTests.options()
        options.dayOrder = order
        return DeviceListImport.read(text, options: options)
    }

    @Test(arguments: [
        ("2026-11-20", DayOrder.unknown, "2026-11-20"), ("2026-11-20T09:12:33.1Z", .unknown, "2026-11-20"),
        ("2026/11/20 09:12", .unknown, "2026-11-20"), ("20/11/2026", .unknown, "2026-11-20"),
        ("11/20/2026 9:12 PM", .unknown, "2026-11-20"), ("04/04/2026", .unknown, "2026-04-04"),
        ("03/04/2026", .dayFirst, "2026-04-03"), ("03/04/2026", .monthFirst, "2026-03-04"),
        ("3.4.2026", .dayFirst, "2026-04-03"), ("20 Nov 2026", .unknown, "2026-11-20"),
        ("November 20, 2026 at 9:12", .unknown, "2026-11-20"),
    ])
    func daysAreRead(text: String, order: DayOrder, day: String) throws {
        #expect(WrittenDay.read(text, order: order) == .day(try #require(CalendarDay(day))))
    }

    @Test(arguments: ["20/11/26", "31/02/2026", "45981.5", "yesterday", "2026-13-01", "99999999999-1-1", "20/11/2026x"])
    func whatIsNoDayIsNotGuessed(text: String) {
        #expect(WrittenDay.read(text, order: .unknown) == .unreadable)
    }

    @Test func anAmbiguousDayStaysUnknownAndIsSaid() throws {
        let list = read("name,last seen\na,03/04/2026\n")
        #expect(try #require(list.devices.first).lastSeen == nil)
        #expect(
            list.notices == [
                "line 2: the day it was last seen, 03/04/2026, may be 3 April 2026 or 4 March 2026; it stays unknown,"
                    + " unless --dates says which comes first."
            ]
        )
        #expect(read("name,last seen\na,03/04/2026\n", .dayFirst).devices.first?.lastSeen == CalendarDay("2026-04-03"))
    }

    @Test func aDayAfterTheExportIsNotBelieved() {
        let list = read("name,last seen\na,2099-01-01\n")
        #expect(list.devices.first?.lastSeen == nil && list.notices.count == 1)
    }

    @Test func whatASpreadsheetDidToSerialNumbersIsUndoneOrSaid() {
        let list = read("name,serial\na,\"=\"\"00123456\"\"\"\nb,=\"00123457\"\nc,3.57E+14\nd,0\ne,N/A\n")
        #expect(list.devices.map(\.serial) == ["00123456", "00123457", nil, nil, nil])
        #expect(list.notices == ["line 4: a spreadsheet has rounded the serial number, 3.57E+14; it stays unknown."])
    }

    @Test func formulasAreText() {
        let list = read("name,model\n\"=cmd|' /C calc'!A0\",@SUM(1)\n")
        #expect(list.devices.first?.name == "=cmd|' /C calc'!A0")
        #expect(list.devices.first?.model == "@SUM(1)")
    }

    @Test func controlCharactersGo() {
        let list = read("name,model\na\u{1B}[31mb,c\u{7}d\n")
        #expect(list.devices.first?.name == "a[31mb" && list.devices.first?.model == "cd")
    }

    @Test(arguments: ["", "\n\n", "\u{FEFF}", "just words\nmore\n", "model,os\nx,y\n"])
    func aListWithoutANameIsRefusedInOneSentence(text: String) {
        let list = read(text)
        #expect(list.devices.isEmpty && list.refused.count == 1)
    }

    @Test func rowsThatAreTooShortAreReadAsFarAsTheyGo() {
        let list = read("name;serial;model\na\nb;BBBB2222;m;extra;more\n;;\n;AAAA1111\n")
        #expect(list.devices.map(\.name) == ["a", "b", "AAAA1111"])
        #expect(list.devices[1].model == "m")
    }

    @Test func excelsHintAndTabsAreUnderstood() {
        #expect(read("sep=;\r\nname;model\r\na;b,c\r\n").devices.map(\.model) == ["b,c"])
        #expect(read("name\tmodel\na\tb, c\n").devices.map(\.model) == ["b, c"])
    }

    @Test func aQuoteThatIsNeverClosedIsSaid() {
        let list = read("name,model\na,\"b\nc,d\ne,f\n")
        #expect(list.devices.map(\.name) == ["a"])
        #expect(list.refused == ["line 2: a quote is never closed, so the rest of the list is one field."])
    }

    /// Once each quote looked through the field before it: four mebibytes took more than a minute.
    @Test(.timeLimit(.minutes(1))) func aLineOfQuotesTakesTimeInProportionToItsLength() {
        let field = String(repeating: " ", count: 4090) + "x" + String(repeating: "\"", count: 4 << 20)
        #expect(read("name,os\n" + field + ",iOS\n").devices.first?.os == "iOS")
    }

    @Test func aFloodIsBounded() {
        let rows = (0..<120_000).map { "d\($0)" }.joined(separator: "\n")
        let list = read("name\n" + rows)
        #expect(list.devices.count == DelimitedTable.mostRows)
        #expect(list.refused == ["the list has more than 100000 rows; the rest is left out."])
        let wide = read("name," + String(repeating: "x,", count: 5000) + "\na\n")
        #expect(wide.devices.count == 1)
        let long = read("name,model\na," + String(repeating: "m", count: 100_000) + "\n")
        #expect(long.devices.first?.model?.utf8.count == 256)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func noTextTrapsTheReader(seed: UInt64) {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let lists = [DeviceListTests.intune, DeviceListTests.jamf, DeviceListTests.snmp].map {
            Array($0.unicodeScalars)
        }
        let signs = Array("\",;\t\n\r=/-.\u{0}\u{FFFD}é9".unicodeScalars)
        for _ in 0..<200 {
            var scalars = lists[next(lists.count)]
            for _ in 0..<next(40) { scalars[next(scalars.count)] = signs[next(signs.count)] }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars.prefix(next(scalars.count + 1)))
            let list = read(String(text))
            #expect(Set(list.devices.map(\.name)).count == list.devices.count, "seed \(seed)")
            #expect(list.devices.allSatisfy { !$0.name.isEmpty && $0.serial?.isEmpty != true }, "seed \(seed)")
        }
    }
}
