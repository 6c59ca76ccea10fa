import Foundation
import Lifecycle

/// Rule packs of a chosen size: some of the shipped products, and as many made-up ones as are missing.
struct SizedPack {
    let files: [RuleFile]

    /// - Parameters:
    ///   - shipped: the files of Reeve's own rules.
    ///   - products: how many product files the pack shall have. What the hosts run is always among them.
    init(shipped: [RuleFile], products: Int) {
        let needed = shipped.filter { file in
            !file.path.contains("/") || file.path.hasPrefix("os/") || file.path.hasPrefix("library/")
        }
        let others = shipped.filter { file in !needed.contains { $0.path == file.path } }
        let own = needed + others.prefix(max(0, products - needed.count))
        files = own + (0..<max(0, products - own.count)).map(Self.madeUp)
    }

    /// A product that no host has, with as many entries and cycles as rules usually have.
    private static func madeUp(_ number: Int) -> RuleFile {
        let name = "madeup-\(number)"
        let cycles = (1...12).map {
            "  - {cycle: \"\($0)\", released: 20\(10 + $0)-01-15, phases: [{phase: full, until: 20\(13 + $0)-01-15}]}"
        }
        let text = """
            rule: 1
            product: \(name)
            name: Made-up product \(number)
            kind: database
            sources:
              none: {ref: made up for a benchmark, verified: 2026-11-01}
            source: none
            identify:
              - {from: dpkg, where: {name: '^\(name)-server(-[0-9.]+)?$'}, version: version}
              - {from: rpm, where: {name: '^\(name)(-server)?$'}, version: version}
              - {from: registry, where: {displayName: '^Made-up Product \(number) ([0-9]+) Server'}, version: displayVersion}
            cycles:
            \(cycles.joined(separator: "\n"))

            """
        return RuleFile(path: "made-up/\(name).yaml", text: text)
    }
}
