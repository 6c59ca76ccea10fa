import EstateModel
import FoundationEssentials
import Lifecycle
import Testing

@Suite struct JudgeLineTests {
    private func ask(_ line: String) throws -> String {
        answer(line: Array(line.utf8), pack: try FixturePack.load(), asOf: try day("2026-11-20"))
    }

    @Test func aQuestionIsAnsweredWithEveryKey() throws {
        let line = try ask(
            #"{"id":"q1","given":{"from":"registry","displayName":"Microsoft SQL Server 2016 (64-bit)","displayVersion":"13.3.6300.2","publisher":"Microsoft Corporation"},"host":{"os":"Windows Server 2019 Standard","build":"10.0.17763"},"entitlements":["ms-esu-sql2016"]}"#
        )
        for part in [
            #""id":"q1""#, #""product":"ms-sql-server""#, #""release":"2016-sp3""#, #""role":"product""#,
            #""clock":"vendor""#,
            #""status":"extended-paid""#, #""supportEnd":"2029-07-17""#, #""mainstreamEnd":null"#,
            #""extendedEnd":"2029-07-17""#,
            #""statusWithEntitlement":"extended-paid""#, #""entitlement":"ms-esu-sql2016""#,
            #""flags":["behind-policy"]"#,
            #""confidence":"medium""#, #""candidates":[]"#, #""action":null"#, #""reasons":["#,
            #""rule":"sql-server.yaml""#,
            #""sources":[{"#,
            #""endoflife":{"cycle":"13.0-sp3","product":"mssqlserver"}"#,
        ] {
            #expect(line.contains(part), "\(part) in \(line)")
        }
        #expect(!line.contains("\n"))
    }

    @Test func idsAndNumbersComeBackAsTheyWere() throws {
        #expect(
            try ask(#"{"id":7,"given":{"from":"os-release","fields":{"ID":"debian","VERSION_ID":12}}}"#).contains(
                #""id":7"#
            )
        )
        #expect(
            try ask(#"{"given":{"from":"os-release","ID":"debian","VERSION_ID":"12"},"host":{"os":"self"}}"#).contains(
                #""release":"12""#
            )
        )
        #expect(try ask(#"{"id":null,"given":{"from":"hardware","model":null}}"#).contains(#""id":null"#))
    }

    @Test(arguments: [
        ("", "the line is no JSON object"), ("{", "the line is no JSON object"), ("[]", "wrong type"),
        (#"{"id":"x"}"#, "the question needs 'given'"), (#"{"given":{}}"#, "'given' needs 'from'"),
        (#"{"given":{"from":"dpgk"}}"#, "did you mean 'dpkg'?"),
        (#"{"given":{"from":"dpkg"},"host":7}"#, "'host' is of the wrong type"),
        (#"{"given":{"from":"dpkg"},"entitlements":[{"id":"a","until":"soon"}]}"#, "not a day"),
    ])
    func aLineThatIsNoQuestionGivesAnError(_ line: String, _ message: String) throws {
        let answer = try ask(line)
        #expect(answer.contains(#""error":"#))
        #expect(answer.contains(message), "\(answer)")
    }

    @Test(arguments: [
        ("\"19045\"", "10.0.19045"), ("17763", "10.0.17763"), ("\"7601\"", "6.1.7601"), ("\"12\"", nil), ("\"x\"", nil),
        ("\"26100\",\"version\":\"10.0.26200\"", "10.0.26200"),
    ])
    func aBuildAloneTellsTheVersionOfWindows(_ build: String, _ version: String?) throws {
        let line = "{\"given\":{\"from\":\"windows-os\",\"build\":\(build)}}"
        let question = try JSONDecoder().decode(JudgeQuestion.self, from: Data(line.utf8))
        #expect(question.given.fields["version"] == version)
    }

    @Test func anErrorKeepsTheId() throws {
        #expect(try ask(#"{"id":"x","given":{"from":"nothing"}}"#).contains(#""id":"x""#))
    }

    @Test func endlessAndDeepLinesAreRefused() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(try ask(deep).contains("nested deeper"))
        #expect(try ask(#"{"id":"\#(String(repeating: "x", count: 2 << 20))"}"#).contains("longer than"))
        #expect(try ask(#"{"id":"[[[[[[[[[[[[[[[[[[[[[[","given":{"from":"dpkg"}}"#).contains(#""status":"unknown""#))
    }

    @Test func theHostsOwnSignsAreRead() throws {
        let line = try ask(
            #"{"given":{"from":"os-release","fields":{"ID":"rhel","VERSION_ID":"8.6"}},"host":{"os":"self","subscriptionRelease":"8.6","repos":["x-eus-rpms"],"suseProducts":[],"pro":{"attached":false},"slp":[{"id":"a","licenseStatus":1}],"localRules":[]}}"#
        )
        #expect(line.contains(#""flags":["minor-release-locked"]"#))
        #expect(line.contains(#""status":"unsupported""#))
    }
}
