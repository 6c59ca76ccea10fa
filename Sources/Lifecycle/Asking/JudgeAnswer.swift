package import EstateModel
import FoundationEssentials

/// One line that `reeve rules judge` writes. Every key is always there; what is not known is null.
package struct JudgeAnswer: Hashable, Sendable {
    package var id: JSONText?
    package var verdict: Verdict

    package init(id: JSONText?, verdict: Verdict) {
        self.id = id
        self.verdict = verdict
    }
}

extension JudgeAnswer: Encodable {
    private enum Key: String, CodingKey {
        case id, product, productName, release, releaseLabel, role, clock, status, supportEnd, endLabel, mainstreamEnd
        case securityEnd, extendedEnd, statusWithEntitlement, endWithEntitlement, entitlement, flags, confidence
        case candidates, replaceBy, action, generation, ageDue, reasons, rule, sources, endoflife
    }

    private struct EndOfLife: Encodable {
        var product: String
        var cycle: String?

        private enum Key: String, CodingKey { case product, cycle }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(product, forKey: .product)
            try container.encode(cycle, forKey: .cycle)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(verdict.product, forKey: .product)
        try container.encode(verdict.productName, forKey: .productName)
        try container.encode(verdict.release, forKey: .release)
        try container.encode(verdict.releaseLabel, forKey: .releaseLabel)
        try container.encode(verdict.role, forKey: .role)
        try container.encode(verdict.clock, forKey: .clock)
        try container.encode(verdict.status, forKey: .status)
        try container.encode(verdict.supportEnd, forKey: .supportEnd)
        try container.encode(verdict.endLabel, forKey: .endLabel)
        try container.encode(verdict.mainstreamEnd, forKey: .mainstreamEnd)
        try container.encode(verdict.securityEnd, forKey: .securityEnd)
        try container.encode(verdict.extendedEnd, forKey: .extendedEnd)
        try container.encode(verdict.statusWithEntitlement, forKey: .statusWithEntitlement)
        try container.encode(verdict.endWithEntitlement, forKey: .endWithEntitlement)
        try container.encode(verdict.entitlement, forKey: .entitlement)
        try container.encode(verdict.flags, forKey: .flags)
        try container.encode(verdict.confidence, forKey: .confidence)
        try container.encode(verdict.candidates, forKey: .candidates)
        try container.encode(verdict.replaceBy, forKey: .replaceBy)
        try container.encode(verdict.action, forKey: .action)
        try container.encode(verdict.generation, forKey: .generation)
        try container.encode(verdict.ageDue, forKey: .ageDue)
        try container.encode(verdict.reasons, forKey: .reasons)
        try container.encode(verdict.rule, forKey: .rule)
        try container.encode(verdict.sources, forKey: .sources)
        let endoflife = verdict.endoflifeProduct.map { EndOfLife(product: $0, cycle: verdict.endoflifeCycle) }
        try container.encode(endoflife, forKey: .endoflife)
    }
}
