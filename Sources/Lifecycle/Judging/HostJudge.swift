package import EstateModel

/// One installation with every fact that shows it.
package struct JudgedFact: Hashable, Sendable {
    /// The strongest evidence.
    package var fact: Fact
    /// Weaker evidence of the same installation, strongest first.
    package var others: [Fact]
    package var verdict: Verdict
}

/// Everything that was judged on one host.
package struct HostReport: Hashable, Sendable {
    /// Products, the operating system and the device: one row for each installation, sorted by product and release.
    package var findings: [JudgedFact]
    /// Packages that only their distribution knows, one row for each clock, status and end; ``JudgedFact/others`` are the rest.
    package var distributionPackages: [JudgedFact]
    /// Libraries, clients and leftovers.
    package var components: [JudgedFact]
    /// What no rule knows: the backlog of the rule base.
    package var unidentified: [Fact]

    /// Findings and distribution packages as rows of an asset.
    package func findings(assetID: Int64, assetName: String) -> [Finding] {
        (findings + distributionPackages).map {
            Finding(assetID: assetID, assetName: assetName, subject: $0.fact, verdict: $0.verdict)
        }
    }
}

extension Judge {
    /// Judges all facts of one host and merges those that show the same installation.
    package func judgeAll(
        _ facts: [Fact],
        host: HostContext,
        organisation: OrganisationRecord,
        asOf: CalendarDay
    ) -> HostReport {
        let prepared = PreparedHost(host, pack: pack, organisation: organisation, asOf: asOf)
        var merger = FindingMerger()
        for fact in facts {
            merger.add(fact, FactJudge(fact, host: prepared).judge().verdict)
        }
        return merger.report()
    }
}

/// Groups verdicts by installation.
private struct FindingMerger {
    private struct Key: Hashable {
        var product: String
        var release: String
        var clock: String
        var detail: String
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
        HostReport(
            findings: withoutVague(products).values.map(merge).sorted(by: isBefore),
            distributionPackages: packages.values.map(merge).sorted(by: isBefore),
            components: components.values.map(merge).sorted(by: isBefore),
            unidentified: unidentified
        )
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

    private func merge(_ facts: [JudgedFact]) -> JudgedFact {
        let ordered = facts.sorted {
            (strength($0), evidenceText($1.fact)) > (strength($1), evidenceText($0.fact))
        }
        var best = ordered[0]
        best.others = ordered.dropFirst().map(\.fact)
        if best.verdict.role.isJudged, !best.others.isEmpty, best.verdict.role != .distributionPackage {
            best.verdict.reasons.append("\(best.others.count) more facts on this host show the same installation.")
        }
        return best
    }

    /// A determined release, then sure identity, then the kind of evidence.
    private func strength(_ judged: JudgedFact) -> Int {
        let kinds = [
            "banner", "service", "file", "command", "registry", "snap", "flatpak", "pacman", "apk", "rpm", "dpkg",
            "vib",
            "registry-value", "registry-os", "windows-os", "os-release", "hardware", "xapi", "vsphere-api",
            "sql-instance",
        ]
        let confidence = judged.verdict.confidence == .high ? 2 : judged.verdict.confidence == .medium ? 1 : 0
        let release = judged.verdict.release == nil ? 0 : 1
        return release * 1000 + confidence * 100 + (kinds.firstIndex(of: judged.fact.kind) ?? 0)
    }

    private func evidenceText(_ fact: Fact) -> String {
        fact.kind + fact.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\u{1F}")
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
