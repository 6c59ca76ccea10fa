import EstateModel

/// Finds the raw lines of a host's answers that a fact was read from.
struct EvidenceLines {
    struct Line: Hashable {
        let probe: String
        /// Counted from 1.
        let number: Int
        let text: String
    }

    private static let most = 4
    /// Fields that name the thing, and fields that tell its version; a line that has one of each is what was read.
    private static let nameFields = [
        "name", "displayName", "command", "ID", "model", "caption", "productName", "path", "id",
    ]
    private static let versionFields = [
        "version", "displayVersion", "VERSION_ID", "setupVersion", "currentBuildNumber", "build", "manufacturer",
    ]

    let answers: [Answer]

    /// At most four lines, those that show most of the fact first.
    func lines(for fact: Fact) -> [Line] {
        let names = values(Self.nameFields, of: fact)
        let versions = values(Self.versionFields, of: fact)
        guard !names.isEmpty || !versions.isEmpty else { return [] }
        var found: [(score: Int, line: Line)] = []
        for answer in answers {
            var number = 0
            for bytes in answer.stdout.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                number += 1
                guard bytes.count <= 4096 else { continue }
                let score = score(of: bytes, fact: fact, names: names, versions: versions)
                guard score > 0 else { continue }
                found.append(
                    (score, Line(probe: answer.probe, number: number, text: shown(bytes)))
                )
            }
        }
        let best = found.map(\.score).max() ?? 0
        return found.filter { $0.score == best }.prefix(Self.most).map(\.line)
    }

    /// Columns are divided by tabs in many answers; two blanks read better than their escape.
    private func shown(_ line: ArraySlice<UInt8>) -> String {
        visible(bytes: line.flatMap { $0 == UInt8(ascii: "\t") ? [0x20, 0x20] : [$0] }, limit: 200)
    }

    private func values(_ fields: [String], of fact: Fact) -> [[UInt8]] {
        fields.compactMap { fact.fields[$0] }.filter { !$0.isEmpty }.map { Array($0.utf8) }
    }

    private func score(of line: ArraySlice<UInt8>, fact: Fact, names: [[UInt8]], versions: [[UInt8]]) -> Int {
        let namesHere = names.count { line.holdsWord($0) }
        let versionsHere = versions.count { line.holdsWord($0) }
        if fact.kind == "os-release" {
            // A release file has one field to a line.
            return line.starts(with: "ID=".utf8) && namesHere > 0
                || line.starts(with: "VERSION_ID=".utf8) && versionsHere > 0
                ? 1 : 0
        }
        if fact.kind == "ubuntu-pro" {
            return line.starts(with: "attached true".utf8) || line.starts(with: "credential /".utf8) ? 1 : 0
        }
        if namesHere > 0, versionsHere > 0 { return 10 + namesHere + versionsHere }
        return names.isEmpty || versions.isEmpty || fact.kind == "hardware" || fact.kind == "command"
            ? namesHere + versionsHere : 0
    }
}

extension ArraySlice<UInt8> {
    /// Whether a word stands here, not as a part of a longer name.
    fileprivate func holdsWord(_ word: [UInt8]) -> Bool {
        guard let first = word.first, count >= word.count else { return false }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first), found + word.count <= endIndex {
            let end = found + word.count
            if self[found..<end].elementsEqual(word), isEdge(found - 1), isEdge(end) { return true }
            start = found + 1
        }
        return false
    }

    private func isEdge(_ index: Int) -> Bool {
        guard indices.contains(index) else { return true }
        let byte = self[index]
        let isLetterOrDigit =
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return !isLetterOrDigit && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+")
    }
}
