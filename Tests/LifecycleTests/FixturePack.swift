import EstateModel
import Lifecycle
import Testing

/// The rules that stand beside these tests.
enum FixturePack {
    static let root = packageRoot(of: #filePath)

    static func load() throws -> RulePack {
        try RulePack.load(directories: [.init(path: root + "/Tests/LifecycleTests/Fixtures/rules")])
    }

    /// A pack of one text.
    static func pack(_ text: String) -> RulePack {
        RulePack(files: [RuleFile(path: "test.yaml", text: text)])
    }

    /// A minimal rule with the given parts below it.
    static func rule(_ more: String, identify: String = "{from: dpkg, where: {name: '^thing$'}, version: version}")
        -> String
    {
        """
        rule: 1
        product: thing
        name: Thing
        kind: runtime
        sources: {page: {url: "https://example.org", verified: 2026-08-22}}
        source: page
        clock: vendor
        identify:
          - \(identify)
        \(more)
        """
    }

    static func packageRoot(of file: String) -> String {
        file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    }
}

/// A day that a test writes down; a typing error fails the test at once.
func day(_ text: String) throws -> CalendarDay {
    try #require(CalendarDay(text))
}
