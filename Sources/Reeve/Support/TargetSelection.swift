import EstateFiles
import EstateModel

/// The targets that a command was asked for.
struct TargetSelection {
    let targets: [String]
    let groups: [String]

    /// All targets when nothing is named.
    func select(from estate: Estate) throws -> [Target] {
        for name in targets where !estate.targets.contains(where: { $0.name == name }) {
            throw unknown(name, kind: "target", among: estate.targets.map(\.name))
        }
        let known = Set(estate.targets.flatMap(\.groups)).union(estate.groups.map(\.id))
        for name in groups where !known.contains(name) {
            throw unknown(name, kind: "group", among: known.sorted())
        }
        let chosen = estate.targets.filter { target in
            targets.isEmpty && groups.isEmpty || targets.contains(target.name)
                || !Set(target.groups).isDisjoint(with: groups)
        }
        guard !chosen.isEmpty else { throw Failure("no target to visit; write some into estate.yaml") }
        return chosen
    }

    private func unknown(_ name: String, kind: String, among names: [String]) -> Failure {
        Failure(
            "the estate has no \(kind) '\(visible(name, limit: 80))'\(suggestion(for: name, among: names))"
        )
    }
}
