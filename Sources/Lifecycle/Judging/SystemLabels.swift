import EstateModel

/// How people write operating systems, split into words once for all hosts.
struct SystemLabels: Sendable {
    private struct Label: Sendable {
        var words: [String]
        var rule: ProductRule
        var cycle: Cycle
    }

    private var labels: [Label] = []

    init(_ products: [ProductRule]) {
        for rule in products where rule.kind.isSystem {
            for cycle in rule.cycles {
                for text in cycle.labels {
                    let words = labelWords(text)
                    if !words.isEmpty { labels.append(Label(words: words, rule: rule, cycle: cycle)) }
                }
            }
        }
    }

    /// A label fits when all its words are given; the one with most words wins, then the first by product id.
    func best(for given: Set<String>) -> (rule: ProductRule, cycle: Cycle)? {
        var best: Label?
        for label in labels where label.words.count > best?.words.count ?? 0 {
            if label.words.allSatisfy(given.contains) { best = label }
        }
        return best.map { ($0.rule, $0.cycle) }
    }
}

/// A label's words in lower case, without the maker's name.
func labelWords(_ text: String) -> [String] {
    tidyName(text).lowercased().utf8
        .split { " ,()/".utf8.contains($0) }
        .compactMap { String(Substring($0)) }.filter { $0 != "microsoft" }
}
