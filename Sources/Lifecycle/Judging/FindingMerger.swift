import EstateModel

/// Groups verdicts by installation.
struct FindingMerger {
    private struct Key: Hashable {
        var product: String
        var release: String
        var clock: String
        var detail: String

        var sortText: String { [product, release, clock, detail].joined(separator: "\u{1F}") }
    }

    private var products: [Key: [JudgedFact]] = [:]
    private var packages: [Key: [JudgedFact]] = [:]
    private var components: [Key: [JudgedFact]] = [:]
    private var unidentified: [Fact] = []

    mutating func add(_ fact: Fact, _ verdict: Verdict) {
        let judged = JudgedFact(fact: fact, others: [], verdict: verdict)
        guard let product = verdict.product else {
            // A device that no rule knows still has an age.
            if fact.kind == "hardware" {
                products[key("", verdict), default: []].append(judged)
            } else {
                unidentified.append(fact)
            }
            return
        }
        switch verdict.role {
        case .distributionPackage:
            let detail = "\(verdict.status.rawValue) \(verdict.supportEnd?.description ?? "")"
            packages[key(product, verdict, detail), default: []].append(judged)
        case .component, .client, .leftover, .tool:
            components[key(product, verdict, verdict.role.rawValue), default: []].append(judged)
        case .product, .embedded, .operatingSystemPart:
            products[key(product, verdict, verdict.role.rawValue), default: []].append(judged)
        }
    }

    private func key(_ product: String, _ verdict: Verdict, _ detail: String = "") -> Key {
        Key(product: product, release: verdict.release ?? "", clock: verdict.clock ?? "", detail: detail)
    }

    func report() -> HostReport {
        var groups = withoutVague(products)
        let programs = takeOwnedPrograms(from: &groups)
        return HostReport(
            findings: groups.map { merge($0.value, programs: programs[$0.key] ?? []) }.sorted(by: isBefore),
            distributionPackages: packages.values.map { merge($0) }.sorted(by: isBefore),
            components: components.values.map { merge($0) }.sorted(by: isBefore),
            unidentified: unidentified
        )
    }

    /// Programs at a system path that a package of the same product and release brought, by the package's group.
    ///
    /// The package's origin tells whose calendar counts; the program alone would be taken for its maker's own build.
    private func takeOwnedPrograms(from groups: inout [Key: [JudgedFact]]) -> [Key: [JudgedFact]] {
        let homes = groups.filter { $0.value.contains { $0.isPackage } }.map(\.key)
        let hasPackages =
            !homes.isEmpty || !packages.isEmpty || components.values.contains { $0.contains { $0.isPackage } }
        var owned: [Key: [JudgedFact]] = [:]
        for (key, facts) in groups {
            let programs = facts.filter(\.isSystemProgram)
            guard !programs.isEmpty, hasPackages else { continue }
            let possible = homes.filter {
                $0.product == key.product && (key.release.isEmpty || $0.release == key.release)
            }
            let rest = facts.filter { !$0.isSystemProgram }
            if let home = possible.min(by: { ($0 != key ? 1 : 0, $0.sortText) < ($1 != key ? 1 : 0, $1.sortText) }) {
                owned[home, default: []] += programs
                groups[key] = rest.isEmpty ? nil : rest
            } else {
                groups[key] = rest + programs.map(\.withoutOwner)
            }
        }
        return owned
    }

    /// Evidence that leaves the release open joins the installation whose release is one of its candidates.
    private func withoutVague(_ groups: [Key: [JudgedFact]]) -> [Key: [JudgedFact]] {
        var result = groups
        for (key, facts) in groups where key.release.isEmpty {
            let possible = Set(facts.flatMap(\.verdict.candidates))
            let homes = groups.keys.filter {
                $0.product == key.product && !$0.release.isEmpty && $0.detail == key.detail
                    && (possible.isEmpty || possible.contains($0.release))
            }
            guard let home = homes.min(by: { ($0.release, $0.clock) < ($1.release, $1.clock) }) else { continue }
            result[home]?.append(contentsOf: facts)
            result[key] = nil
        }
        return result
    }

    /// Programs that packages own are never the evidence that decides.
    private func merge(_ facts: [JudgedFact], programs: [JudgedFact] = []) -> JudgedFact {
        let ordered =
            facts.map { (fact: $0, strength: strength($0), text: evidenceText($0.fact)) }
            .sorted { ($0.strength, $1.text) > ($1.strength, $0.text) }
            .map(\.fact)
        var best = ordered[0]
        best.others = (ordered.dropFirst() + programs.sorted { evidenceText($0.fact) < evidenceText($1.fact) }).map(
            \.fact
        )
        if best.verdict.role.isJudged, !best.others.isEmpty, best.verdict.role != .distributionPackage {
            let others =
                best.others.count == 1
                ? "1 more fact on this host shows" : "\(best.others.count) more facts on this host show"
            best.verdict.reasons.append("\(others) the same installation.")
        }
        return best
    }

    /// Weakest first.
    private static let kinds = [
        "banner", "service", "file", "command", "registry", "snap", "flatpak", "pacman", "apk", "rpm", "dpkg", "vib",
        "registry-value", "registry-os", "windows-os", "os-release", "hardware", "xapi", "vsphere-api", "sql-instance",
    ]

    /// A determined release, then sure identity, then the kind of evidence.
    private func strength(_ judged: JudgedFact) -> Int {
        let confidence = judged.verdict.confidence == .high ? 2 : judged.verdict.confidence == .medium ? 1 : 0
        let release = judged.verdict.release == nil ? 0 : 1
        return release * 1000 + confidence * 100 + (Self.kinds.firstIndex(of: judged.fact.kind) ?? 0)
    }

    private func evidenceText(_ fact: Fact) -> String {
        var text = fact.kind
        text.reserveCapacity(400)
        var isFirst = true
        for (name, value) in fact.fields.sorted(by: { $0.key < $1.key }) {
            if !isFirst { text += "\u{1F}" }
            isFirst = false
            text += name
            text += "="
            text += value
        }
        return text
    }

    private func isBefore(_ left: JudgedFact, _ right: JudgedFact) -> Bool {
        func text(_ judged: JudgedFact) -> [String] {
            let verdict = judged.verdict
            return [
                verdict.product ?? "", verdict.release ?? "", verdict.clock ?? "", verdict.status.rawValue,
                evidenceText(judged.fact),
            ]
        }
        return text(left).lexicographicallyPrecedes(text(right))
    }
}

extension JudgedFact {
    fileprivate var isPackage: Bool { FactKind.named(fact.kind)?.isPackage ?? false }

    /// A program where packages put theirs; /usr/local, /opt, /srv and homes are somebody's own.
    fileprivate var isSystemProgram: Bool {
        guard fact.kind == "command" else { return false }
        guard let path = fact.fields["path"], !path.isEmpty else { return true }
        if path.hasPrefix("/usr/local/") { return false }
        return ["/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/"].contains { path.hasPrefix($0) }
    }

    fileprivate var withoutOwner: JudgedFact {
        var copy = self
        copy.verdict.reasons.append(
            "No installed package is known to bring this program, so it is taken for its maker's own."
        )
        return copy
    }
}
