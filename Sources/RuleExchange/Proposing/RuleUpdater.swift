package import EstateModel
package import Lifecycle
import StrictYAML

/// Turns what another source says into edits of rule files, and keeps only those after which the rules still check.
package struct RuleUpdater {
    let files: [RuleFile]
    let catalogue: ForeignCatalogue
    /// The day on which the source's data were current.
    let day: CalendarDay
    let products: Set<String>?

    /// - Parameter products: ids of ours; nil for all.
    package init(files: [RuleFile], catalogue: ForeignCatalogue, day: CalendarDay, products: Set<String>? = nil) {
        self.files = files
        self.catalogue = catalogue
        self.day = day
        self.products = products
    }

    package func propose() -> UpdateProposal {
        let pack = RulePack(files: files)
        let links = LinkedProducts(pack, catalogue)
        var proposal = UpdateProposal()
        proposal.unknownSlugs = links.unknownSlugs
        for broken in links.broken where products?.contains(broken.product.id) ?? true {
            proposal.rejections.append(
                UpdateProposal.Rejection(
                    product: broken.product.id,
                    reason: "its link names '\(visible(broken.slug, limit: 60))', which the source does not have"
                )
            )
        }
        let texts = texts(of: links)
        var plans: [ProductUpdate] = []
        for link in links.products where products?.contains(link.product.id) ?? true {
            var plan = ProductUpdate(link, links, texts: texts, day: day)
            plan.make()
            plans.append(plan)
        }
        settle(&plans, texts: texts, before: pack)
        for plan in plans {
            proposal.changes += plan.groups.flatMap(\.changes)
            proposal.rejections += plan.rejections
        }
        proposal.files = changedFiles(plans, texts)
        proposal.brokenTests = brokenTests(before: pack, after: RulePack(files: edited(plans, texts)))
        return proposal
    }

    private func texts(of links: LinkedProducts) -> [String: RuleText] {
        let wanted = Set(
            links.products.flatMap { link in
                [link.product.location.file] + link.product.cycles.map(\.location.file)
            }
        )
        var texts: [String: RuleText] = [:]
        for file in files where wanted.contains(file.shownAs) { texts[file.shownAs] = RuleText(file) }
        return texts
    }

    /// Takes back, product by product, what would make the rules wrong: new releases first, then everything.
    private func settle(_ plans: inout [ProductUpdate], texts: [String: RuleText], before pack: RulePack) {
        let known = Set(errors(of: pack).map(Self.key))
        for isLast in [false, true] {
            let new = errors(of: RulePack(files: edited(plans, texts))).filter { !known.contains(Self.key($0)) }
            if new.isEmpty { return }
            let byFile = Dictionary(grouping: new, by: \.location.file)
            for index in plans.indices {
                let reason = plans[index].files.lazy.compactMap { byFile[$0]?.first }.first
                guard let reason else { continue }
                plans[index].drop(releasesOnly: !isLast, because: reason.message)
            }
        }
        // An error that no plan's file shows: better no proposal than a wrong one.
        let rest = errors(of: RulePack(files: edited(plans, texts))).filter { !known.contains(Self.key($0)) }
        guard let first = rest.first else { return }
        for index in plans.indices { plans[index].drop(releasesOnly: false, because: first.message) }
    }

    /// Lines move, so an error is known by its file and words.
    private static func key(_ diagnostic: Diagnostic) -> String {
        "\(diagnostic.location.file)\0\(diagnostic.message)"
    }

    private func errors(of pack: RulePack) -> [Diagnostic] {
        RuleChecker(pack: pack, asOf: day, options: RuleChecker.Options(coverage: nil, stale: nil)).check()
            .filter { $0.severity == .error }
    }

    private func edits(_ plans: [ProductUpdate]) -> [String: [RuleText.Edit]] {
        var edits: [String: [RuleText.Edit]] = [:]
        for plan in plans {
            for group in plan.groups { edits[group.file, default: []] += group.edits }
        }
        return edits
    }

    private func edited(_ plans: [ProductUpdate], _ texts: [String: RuleText]) -> [RuleFile] {
        let edits = edits(plans)
        return files.map { file in
            guard let text = texts[file.shownAs], let edits = edits[file.shownAs] else { return file }
            var copy = file
            copy.text = text.applying(edits)
            return copy
        }
    }

    private func changedFiles(_ plans: [ProductUpdate], _ texts: [String: RuleText]) -> [UpdateProposal.ChangedFile] {
        zip(files, edited(plans, texts)).filter { $0.text != $1.text }.map {
            UpdateProposal.ChangedFile(path: $0.path, old: $0, newText: $1.text)
        }
    }

    private func brokenTests(before: RulePack, after: RulePack) -> [UpdateProposal.BrokenTest] {
        // Lines move: a test is known by its product and place in the list.
        func failures(_ pack: RulePack) -> [String: UpdateProposal.BrokenTest] {
            var counts: [String: Int] = [:]
            var failures: [String: UpdateProposal.BrokenTest] = [:]
            for result in RuleTester(pack: pack).run() {
                counts[result.product, default: 0] += 1
                if result.passed { continue }
                failures["\(result.product) \(counts[result.product] ?? 0)"] = UpdateProposal.BrokenTest(
                    product: result.product,
                    title: result.title,
                    location: result.location.description
                )
            }
            return failures
        }
        let old = failures(before)
        return failures(after).filter { old[$0.key] == nil }.values.sorted {
            ($0.product, $0.location) < ($1.product, $1.location)
        }
    }
}
