import EstateModel
import TestSupport

@testable import Collectors

/// The answers of a fixture folder: one file for each probe, named after it; a probe without a file was silent.
func recordedAnswers(_ folder: String, _ platform: Platform) throws -> [String: Answer] {
    let files = Set(Fixture.files(in: folder))
    var answers: [String: Answer] = [:]
    for probe in platform.probes {
        let path = "\(folder)/\(probe.id).txt"
        let stdout = files.contains(path) ? try Fixture.bytes(path) : []
        answers[probe.id] = Answer(probe: probe.id, status: 0, stdout: stdout)
    }
    return answers
}

func recordedHost(_ folder: String, _ platform: Platform) throws -> HostCollection {
    let answers = try recordedAnswers(folder, platform)
    return platform.collection(from: Answers(Array(answers.values)), scriptDigest: "")
}

func silentAnswers(of platform: Platform) -> Answers {
    Answers(platform.probes.map { Answer(probe: $0.id, status: 0, stdout: []) })
}

/// Checks that a collector reads anything without a trap: random bytes, cut and mixed pieces of good answers.
func readsAnything(_ platform: Platform, seeds: ClosedRange<UInt64>, pieces: [[UInt8]]) {
    for seed in seeds {
        var random = SeededRandom(seed: seed)
        let answers = platform.probes.map { probe in
            let stdout = damaged(pieces.randomElement(using: &random) ?? [], with: &random)
            let status = [0, 1, 121, 124, 127].randomElement(using: &random)
            return Answer(probe: probe.id, status: status, stdout: stdout)
        }
        _ = platform.collection(from: Answers(answers), scriptDigest: "")
    }
}

func damaged(_ bytes: [UInt8], with random: inout SeededRandom) -> [UInt8] {
    var result = bytes
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
        result = (0..<Int.random(in: 0...600, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1:
        result = Array(result.prefix(Int.random(in: 0...max(1, result.count), using: &random)))
    case 2:
        for _ in 0..<20 where !result.isEmpty {
            result[Int.random(in: 0..<result.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
    default:
        let signs = Array("{}[]\",:=-\\\n\r\t \0".utf8)
        for _ in 0..<40 where !result.isEmpty {
            let place = Int.random(in: 0..<result.count, using: &random)
            result.insert(signs.randomElement(using: &random) ?? 0, at: place)
        }
    }
    return result
}
