import EstateModel

extension RowBuild {
    func label(_ verdict: Verdict?) -> String {
        let product = group.key.product
        if product.hasPrefix(FindingClassifier.packagePrefix) {
            return "package \(visible(product.dropFirst(FindingClassifier.packagePrefix.count), limit: 60))"
        }
        if product.hasPrefix(FindingClassifier.areaPrefix), let verdict, let entitlement = verdict.entitlement {
            let system = verdict.label(product: verdict.product ?? product, release: group.key.release)
            return "packages of \(system) that only \(visible(entitlement, limit: 60)) covers"
        }
        if group.kind == .unpatched, verdict == nil { return "an unknown operating system" }
        return verdict?.label(product: product, release: group.key.release) ?? visible(product, limit: 80)
    }

    func sentence(_ verdict: Verdict?) -> RiskSentence {
        RiskSentence(
            kind: group.kind,
            label: label(verdict),
            assets: members.map(\.asset),
            guestCount: guests.count + unscannedGuests,
            verdict: verdict,
            asOf: asOf,
            internetFacing: internetFacing,
            dataRating: facts.compactMap(\.data.value).max(),
            oldestFix: oldestFix
        )
    }

    private var guests: [AssetContext] {
        var seen: Set<Int64> = []
        return members.flatMap { build.facts.guests(of: $0.asset) }.filter { seen.insert($0.id).inserted }
    }

    private var unscannedGuests: Int { members.reduce(0) { $0 + $1.asset.unscannedGuests } }

    func notes() -> [String] {
        var notes: [String] = []
        let guests = guests
        let count = guests.count + unscannedGuests
        if count > 0 {
            let risky = guests.filter { atRisk.contains($0.id) }.count
            let verb = risky == 1 ? "has a risk" : "have risks"
            let start = "\(counted(count, "guest runs", "guests run")) on \(members.count == 1 ? "it" : "them")"
            notes.append("\(start); \(grouped(risky)) of them \(verb) of their own.")
        }
        if let note = partsNote { notes.append(note) }
        if members.contains(where: { $0.verdict?.endIsApproximate == true }) {
            notes.append("The source gives the end only as a month or a year.")
        }
        if group.key.organisation == nil { notes.append("No organisation is recorded for it.") }
        if members.allSatisfy({ $0.asset.responsible == nil }) { notes.append("Nobody is named as owner.") }
        return notes
    }

    /// What is mended together with the system.
    private var partsNote: String? {
        guard lacksFixes, let verdict = members.first?.verdict, verdict.role == .product,
            ["os", "hypervisor"].contains(verdict.productKind ?? "")
        else { return nil }
        let names = members.reduce(into: Set<String>()) { $0.formUnion(parts[$1.asset.id] ?? []) }.sorted()
        guard !names.isEmpty else { return nil }
        let more = names.count > 10 ? ["\(grouped(names.count - 10)) more"] : []
        return "What comes with it gets no fixes either: \(joined(names.prefix(10) + more))."
    }

    func organisationName(_ id: String) -> String {
        visible(build.organisations[id]?.name ?? id, limit: 80)
    }

    var sources: [SourceReference] {
        Set(members.flatMap { $0.verdict?.sources ?? [] }).sorted { left, right in
            let texts = [left, right].map { [$0.id, $0.url ?? "", $0.reference ?? "", $0.verified?.description ?? ""] }
            return texts[0].lexicographicallyPrecedes(texts[1])
        }
    }
}
