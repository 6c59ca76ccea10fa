import EstateModel

extension Scorer {
    func inherentImpact() -> ScoreComponent {
        let ratings = [
            rating(.data, facts.data, "Data", Self.dataWords),
            rating(.availability, facts.availability, "Outage", Self.availabilityWords),
            rating(.privilege, facts.privilege, "Reach", Self.privilegeWords),
        ]
        let scale = scaleFactor()
        var factors = ratings + [scale]
        let sum = (ratings.map(\.value).max() ?? 1) + scale.value
        if let limit = limit(sum, name: "impact") { factors.append(limit) }
        return ScoreComponent(value: min(max(sum, 1), 5), factors: factors)
    }

    private func rating(_ code: Factor.Code, _ rating: Rating, _ name: String, _ words: [String]) -> Factor {
        let value = min(max(rating.value ?? policy.assumedRating, 1), 5)
        let note = rating.note.map { " \($0)" } ?? ""
        guard rating.value != nil else {
            let text = "\(name): nobody rated it, so \(value) of 5 is assumed.\(note)"
            return Factor(code, value, text, evidence: rating.evidence, assumed: true)
        }
        return Factor(code, value, "\(name): \(words[value - 1]).\(note)", evidence: rating.evidence)
    }

    private func scaleFactor() -> Factor {
        let reached = facts.hostCount >= policy.scaleHosts
        let hosts = counted(facts.hostCount, "host is", "hosts are")
        let text = "\(hosts) concerned; from \(grouped(policy.scaleHosts)) on the impact is one higher."
        return Factor(.scale, reached ? 1 : 0, text, evidence: EvidenceReference(.inventory, "hosts of this risk"))
    }

    static let dataWords = [
        "public information only", "internal information", "personal data",
        "special category, financial or card data", "bulk safeguarding or social care data",
    ]
    static let availabilityWords = [
        "the service can be away for more than five days", "it must be back within five days",
        "it must be back within 48 hours", "it must be back within 24 hours", "it must be back within four hours",
    ]
    static let privilegeWords = [
        "a single workstation", "a member server", "a shared database or application",
        "a system that manages others", "a crown system such as a domain controller or virtualisation cluster",
    ]
}
