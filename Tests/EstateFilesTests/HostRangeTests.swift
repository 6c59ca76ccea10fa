import Testing

@testable import EstateFiles

struct HostRangeTests {
    @Test(arguments: [
        ("db01", ["db01"]),
        ("web[08-11].example", ["web08.example", "web09.example", "web10.example", "web11.example"]),
        ("web[8-11]", ["web8", "web9", "web10", "web11"]),
        ("db[a-c]", ["dba", "dbb", "dbc"]),
        ("db[a:c]", ["dba", "dbb", "dbc"]),
        ("r[1-2]n[1-2]", ["r1n1", "r1n2", "r2n1", "r2n2"]),
        ("[5-5]", ["5"]),
    ])
    func aRangeIsWrittenOut(pattern: String, names: [String]) throws {
        #expect(try HostRange.expand(pattern) == names)
    }

    @Test(arguments: [
        ("web[01-20", "has '[' without ']'"),
        ("web01-20]", "has ']' without '['"),
        ("web[]", "has a range that is not like [01-20] or [a-f]"),
        ("web[1,2]", "has a range that is not like [01-20] or [a-f]"),
        ("web[a-9]", "has a range that is not like [01-20] or [a-f]"),
        ("web[a-F]", "has a range that is not like [01-20] or [a-f]"),
        ("web[20-01]", "has a range that runs backwards"),
        ("web[f-a]", "has a range that runs backwards"),
        ("web[1-4097]", "stands for more than 4096 names; split it"),
        ("r[1-65]n[1-64]", "stands for more than 4096 names; split it"),
        ("[1-99999999999999999999]", "has a range that is not like [01-20] or [a-f]"),
    ])
    func aWrongRangeSaysWhatIsWrong(pattern: String, message: String) {
        #expect(throws: HostRange.Fault(message: message)) { try HostRange.expand(pattern) }
    }

    @Test func theLargestExpansionIsAllowed() throws {
        #expect(try HostRange.expand("h[1-4096]").count == 4096)
        #expect(try HostRange.expand("h[1-64]x[1-64]").count == 4096)
    }

    @Test func manyRangesDoNotRunAway() {
        let pattern = String(repeating: "[0-1]", count: 500)
        #expect(throws: HostRange.Fault.self) { try HostRange.expand(pattern) }
        #expect(throws: HostRange.Fault.self) { try HostRange.expand(String(repeating: "[1-1]", count: 500)) }
    }
}
