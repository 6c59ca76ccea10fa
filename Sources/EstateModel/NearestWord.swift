/// The candidate that a misspelt word most likely meant, or nil when none is close.
///
/// Close is at most a third of the word's letters away by edit distance. Of words equally far, the one whose beginning
/// is the same for longer was meant: people cut words short and slip at their ends.
package func nearestWord(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased().unicodeScalars.prefix(64))
    let limit = max(1, letters.count / 3)
    return
        candidates
        .map { candidate in
            let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
            return (candidate: candidate, distance: editDistance(letters, other), same: commonBeginning(letters, other))
        }
        .filter { $0.distance <= limit }
        .min { ($0.distance, -$0.same, $0.candidate) < ($1.distance, -$1.same, $1.candidate) }?
        .candidate
}

private func commonBeginning(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    zip(left, right).prefix { $0 == $1 }.count
}

/// Insertions, deletions, substitutions and swaps of neighbours, the last because `prot` is how `port` gets misspelt.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (index, letter) in left.enumerated() {
        var row = [index + 1]
        for (column, other) in right.enumerated() {
            var best = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, row[column] + 1)
            if index > 0, column > 0, letter == right[column - 1], left[index - 1] == other {
                best = min(best, beforeLast[column - 1] + 1)
            }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[right.count]
}
