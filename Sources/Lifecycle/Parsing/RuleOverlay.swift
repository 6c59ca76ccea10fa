import EstateModel
import StrictYAML

/// Lays the rules of stronger layers over those of weaker ones.
struct RuleOverlay {
    private(set) var products: [String: ProductRule] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var isComplete = true

    init(_ rules: [ProductRule]) {
        // Stable: files of one layer stay in their order.
        let ordered = rules.enumerated().sorted { ($0.element.layer, $0.offset) < ($1.element.layer, $1.offset) }
        for (_, rule) in ordered { add(rule) }
    }

    private mutating func add(_ rule: ProductRule) {
        guard let base = products[rule.id] else {
            if let missing = Self.missingKey(of: rule) {
                reject(rule, "product '\(rule.id)' needs '\(missing)'")
            } else {
                products[rule.id] = rule
            }
            return
        }
        if base.layer == rule.layer {
            reject(rule, "product '\(rule.id)' is already described at \(base.location); one document for each product")
        } else if rule.reason == nil {
            reject(rule, "this replaces '\(rule.id)' of \(base.location); say why with 'reason:'")
        } else if rule.replaces == .product {
            if let missing = Self.missingKey(of: rule) {
                reject(rule, "product '\(rule.id)' needs '\(missing)'")
            } else {
                products[rule.id] = rule
            }
        } else {
            products[rule.id] = Self.merge(rule, over: base)
        }
    }

    private mutating func reject(_ rule: ProductRule, _ message: String) {
        diagnostics.append(Diagnostic(at: rule.location, message))
        isComplete = false
    }

    private static func missingKey(of rule: ProductRule) -> String? {
        ["name", "kind", "identify", "cycles"].first { !rule.givenKeys.contains($0) }
    }

    private static func merge(_ rule: ProductRule, over base: ProductRule) -> ProductRule {
        var merged = base
        let given = rule.givenKeys
        func take<Value>(_ key: String, _ path: WritableKeyPath<ProductRule, Value>) {
            if given.contains(key) { merged[keyPath: path] = rule[keyPath: path] }
        }
        merged.layer = rule.layer
        merged.reason = rule.reason
        merged.file = rule.file
        merged.location = rule.location
        take("name", \.name)
        take("kind", \.kind)
        take("family", \.family)
        take("clock", \.clock)
        take("max-data-age", \.maximumDataAge)
        take("ladder", \.ladder)
        take("ambiguous", \.ambiguous)
        take("names", \.names)
        take("host-attributes", \.hostAttributes)
        take("rolling", \.rolling)
        take("packages", \.packages)
        take("streams", \.streams)
        take("streams-from", \.streamsFrom)
        take("age", \.age)
        take("owner", \.owner)
        take("supplier", \.supplier)
        take("ask", \.ask)
        take("requires", \.requires)
        take("note", \.note)
        merged.links.merge(rule.links) { _, new in new }
        merged.sources.merge(rule.sources) { _, new in new }
        merged.identify = rule.identify + base.identify
        merged.notProduct = rule.notProduct + base.notProduct
        merged.tests = base.tests + rule.tests
        for cycle in rule.cycles {
            if let index = merged.cycles.firstIndex(where: { $0.id == cycle.id }) {
                merged.cycles[index] = cycle
            } else {
                merged.cycles.append(cycle)
            }
        }
        return merged
    }
}
