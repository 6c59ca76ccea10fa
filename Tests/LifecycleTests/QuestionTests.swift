import EstateModel
import FoundationEssentials
import Lifecycle
import Testing

/// The questions of Fixtures/questions, whose expectations were written from other sources than the rules.
@Suite struct QuestionTests {
    private static let supported: Set = ["supported", "security-only", "extended-free", "extended-paid"]

    /// A text, or a list of which each would be right.
    private struct Texts: Decodable {
        var all: [String] = []

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                all = [one]
            } else if let several = try? container.decode([String?].self) {
                all = several.compactMap(\.self)
            }
        }
    }

    private struct Line: Decodable {
        struct Expectation: Decodable {
            var status: Texts
            var accept: Texts?
        }

        var id: String
        var asOf: String
        var question: JudgeQuestion
        var expect: Expectation
    }

    @Test func statusesAreRightAndNothingIsCalledSupportedThatIsNot() throws {
        let pack = try RulePack.load(directories: [.init(path: FixturePack.root + "/rules")], keepingTests: false)
        let folder = FixturePack.root + "/Tests/LifecycleTests/Fixtures/questions"
        var asked = 0
        var wrong: [String] = []
        var falseComfort: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".jsonl")
        {
            let data = try #require(FileManager.default.contents(atPath: folder + "/" + name))
            for text in data.split(separator: UInt8(ascii: "\n")) {
                let line = try JSONDecoder().decode(Line.self, from: Data(text))
                let status = answer(line.question, pack: pack, asOf: try day(line.asOf)).verdict.status.rawValue
                let right = line.expect.status.all + (line.expect.accept?.all ?? [])
                asked += 1
                guard !right.contains(status) else { continue }
                wrong.append("\(line.id): \(status), not \(right)")
                if Self.supported.contains(status), Self.supported.isDisjoint(with: right) {
                    falseComfort.append(line.id)
                }
            }
        }
        #expect(asked >= 2500)
        #expect(falseComfort == [])
        #expect(wrong.count * 100 <= asked, "\(wrong)")
    }
}
