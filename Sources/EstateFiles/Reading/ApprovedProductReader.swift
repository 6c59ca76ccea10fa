import EstateModel
import StrictYAML

/// Reads policy.yaml's `approved-products`.
struct ApprovedProductReader {
    private static let mostApprovals = 20_000
    private static let mostDeviations = 5000
    private static let mostReleases = 500

    let records: RecordReader

    /// Nil, with diagnostics, when the section cannot be used.
    func list(in node: YAMLNode) -> ApprovedProductList? {
        guard let reader = MappingReader(node, subject: "approved-products", sink: records.sink) else { return nil }
        if reader.node("kinds") == nil { reader.missing("kinds") }
        let words = records.words("kinds", of: reader)
        let kinds = words ?? []
        let products = reader.mapping("products", subject: "'products'")?.allEntries() ?? []
        let approvals = products.flatMap(approvals)
        let deviations = reader.mappings("deviations", subject: "a deviation")
        reader.finish()
        if approvals.count > Self.mostApprovals {
            reader.error("products", "more than \(Self.mostApprovals) approvals; give several releases in one list")
            return nil
        }
        if deviations.count > Self.mostDeviations {
            reader.error(
                "deviations",
                "more than \(Self.mostDeviations) deviations; keep those that are over elsewhere"
            )
            return nil
        }
        if words?.isEmpty == true, reader.node("kinds") != nil {
            reader.error("kinds", "'kinds' names no kind of product, so nothing would ever be a deviation")
        }
        return ApprovedProductList(kinds: kinds, approvals: approvals, deviations: deviations.compactMap(deviation))
    }

    /// `all`, a release, releases, or mappings that say for whom and until when.
    private func approvals(_ entry: YAMLNode.Entry) -> [ApprovedProductList.Approval] {
        let product = ApprovedProductList.Word(text: entry.key, location: entry.keyLocation)
        let items: [YAMLNode]
        switch entry.value.content {
        case .sequence(let list): items = list
        case .null:
            records.sink.error(
                at: entry.keyLocation,
                "'\(visible(entry.key, limit: 60))' needs its releases, or the word all"
            )
            return []
        default: items = [entry.value]
        }
        var releases: [ApprovedProductList.Word] = []
        var approvals: [ApprovedProductList.Approval] = []
        var isAny = false
        for item in items {
            switch item.content {
            case .scalar("all"): isAny = true
            case .scalar(let text): releases.append(ApprovedProductList.Word(text: text, location: item.location))
            default: if let approval = approval(of: product, item) { approvals.append(approval) }
            }
        }
        if isAny {
            approvals.append(ApprovedProductList.Approval(product: product, releases: nil))
        } else if !releases.isEmpty, isShort(releases) {
            approvals.append(ApprovedProductList.Approval(product: product, releases: releases))
        }
        return approvals
    }

    private func approval(of product: ApprovedProductList.Word, _ node: YAMLNode) -> ApprovedProductList.Approval? {
        guard let reader = MappingReader(node, subject: "an approval", sink: records.sink) else { return nil }
        let releases = releases(reader)
        let scope = records.scope(reader)
        let organisations = records.organisations(reader)
        let until = reader.day("until")
        reader.finish()
        guard let releases, let scope, let organisations else { return nil }
        var approval = ApprovedProductList.Approval(
            product: product,
            releases: releases.isAll ? nil : releases.words,
            scope: scope,
            organisations: organisations
        )
        approval.until = until
        return approval
    }

    private func deviation(_ reader: MappingReader) -> ApprovedProductList.Deviation? {
        let product = reader.requiredString("product")
        let releases = releases(reader)
        let scope = records.requiredScope(reader)
        let organisations = records.organisations(reader)
        let until = records.requiredDay("until", of: reader)
        let allowedBy = reader.requiredLine("allowed-by")
        let reference = reader.requiredLine("reference")
        let reason = reader.line("reason", limit: 500)
        reader.finish()
        guard let product, let releases, let scope, let organisations, let until, let allowedBy, let reference else {
            return nil
        }
        let approval = ApprovedProductList.Approval(
            product: ApprovedProductList.Word(text: product, location: reader.location(of: "product")),
            releases: releases.isAll ? nil : releases.words,
            scope: scope,
            organisations: organisations
        )
        return ApprovedProductList.Deviation(
            approval: approval,
            until: until,
            allowedBy: allowedBy,
            reference: reference,
            reason: reason
        )
    }

    /// `releases`; left out, or the word `all`, it means every release.
    private func releases(_ reader: MappingReader) -> (words: [ApprovedProductList.Word], isAll: Bool)? {
        guard reader.node("releases") != nil else { return ([], true) }
        guard let words = records.words("releases", of: reader), isShort(words) else { return nil }
        if words.contains(where: { $0.text == "all" }) { return ([], true) }
        if words.isEmpty { reader.error("releases", "'releases' names none; write them, or leave the key out for all") }
        return words.isEmpty ? nil : (words, false)
    }

    private func isShort(_ releases: [ApprovedProductList.Word]) -> Bool {
        guard releases.count > Self.mostReleases else { return true }
        records.sink.error(
            at: releases[Self.mostReleases].location,
            "more than \(Self.mostReleases) releases in one list"
        )
        return false
    }
}
