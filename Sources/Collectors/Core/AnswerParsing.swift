package import EstateModel

/// Reads one recorded answer, for those who add a platform or look into a problem.
package enum AnswerParsing {
    /// What the collector of a probe makes of one answer, without the problems of the probes that were not answered.
    ///
    /// - Returns: nil when the platform has no such probe.
    package static func collection(of answer: Answer, on platform: Platform) -> HostCollection? {
        guard let owner = platform.collectors.first(where: { $0.probes.contains { $0.id == answer.probe } }) else {
            return nil
        }
        let alone = Platform(
            id: platform.id,
            shell: platform.shell,
            systemNames: platform.systemNames,
            collectors: [owner]
        )
        var collection = alone.collection(from: Answers([answer]), scriptDigest: "")
        let others = Set(owner.probes.map(\.id)).subtracting([answer.probe])
        collection.problems.removeAll { problem in problem.probe.map(others.contains) == true }
        return collection
    }
}
