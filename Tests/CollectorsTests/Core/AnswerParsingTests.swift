import EstateModel
import Testing

@testable import Collectors

struct AnswerParsingTests {
    @Test func oneAnswerGivesItsFactsAndNoProblemOfAnother() throws {
        let text = "NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"12\"\n"
        let release = try #require(Platform.linux.probes.first { $0.id == "release" })
        let answer = Answer(probe: release.id, status: 0, stdout: Array("==> /etc/os-release <==\n\(text)".utf8))
        let collection = try #require(AnswerParsing.collection(of: answer, on: .linux))
        #expect(collection.operatingSystem?.id == "debian")
        #expect(collection.problems.allSatisfy { $0.probe == nil || $0.probe == release.id })
    }

    @Test func aFailureOfTheProbeItselfIsAProblem() throws {
        let answer = Answer(probe: "dpkg", status: 2, stdout: [])
        let problems = try #require(AnswerParsing.collection(of: answer, on: .linux)).problems
        #expect(problems.map(\.code) == [.probeFailed])
    }

    @Test func aProbeOfNoneIsNil() {
        #expect(AnswerParsing.collection(of: Answer(probe: "none", status: 0, stdout: []), on: .linux) == nil)
    }

    @Test(arguments: PlatformRegistry.all.map(\.id))
    func everyProbeCanBeParsedAlone(id: String) throws {
        let platform = try #require(PlatformRegistry.platform(id: id))
        for probe in platform.probes {
            #expect(AnswerParsing.collection(of: Answer(probe: probe.id, status: 0, stdout: []), on: platform) != nil)
        }
    }
}
