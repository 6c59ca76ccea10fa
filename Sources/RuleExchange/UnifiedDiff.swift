/// A change of a text file in the form that `patch` and `git apply` read.
package struct UnifiedDiff: Sendable {
    /// Relative to the directory in which the patch is applied.
    package var path: String
    /// Nil for a new file.
    package var old: String?
    /// Nil for a file that goes.
    package var new: String?

    package init(path: String, old: String?, new: String?) {
        self.path = path
        self.old = old
        self.new = new
    }

    private static let contextLines = 3

    private struct Line {
        enum Kind: String {
            case same = " "
            case gone = "-"
            case added = "+"
        }

        var kind: Kind
        var text: Substring
        /// False for a last line without a line feed.
        var isEnded: Bool
    }

    /// Empty when nothing changes.
    package var text: String {
        guard old != new else { return "" }
        let lines = script()
        var text = "--- \(old == nil ? "/dev/null" : "a/" + path)\n+++ \(new == nil ? "/dev/null" : "b/" + path)\n"
        for hunk in hunks(of: lines) { text += render(lines, hunk) }
        return text
    }

    private func split(_ text: String?) -> [(Substring, Bool)] {
        guard let text, !text.isEmpty else { return [] }
        // By scalar: a CR LF would be one character.
        var parts = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { (Substring($0), true) }
        if parts.last?.0.isEmpty == true { parts.removeLast() } else { parts[parts.count - 1].1 = false }
        return parts
    }

    /// The whole of both texts as lines that stay, go and come.
    private func script() -> [Line] {
        let before = split(old)
        let after = split(new)
        func isEqual(_ left: (Substring, Bool), _ right: (Substring, Bool)) -> Bool {
            left.1 == right.1 && left.0.unicodeScalars.elementsEqual(right.0.unicodeScalars)
        }
        var head = 0
        while head < before.count, head < after.count, isEqual(before[head], after[head]) { head += 1 }
        var tail = 0
        while tail < before.count - head, tail < after.count - head,
            isEqual(before[before.count - 1 - tail], after[after.count - 1 - tail])
        {
            tail += 1
        }
        let middle = Array(after[head..<(after.count - tail)]).difference(
            from: Array(before[head..<(before.count - tail)]),
            by: isEqual
        )
        let gone = Set(middle.removals.map { offset(of: $0) + head })
        let added = Set(middle.insertions.map { offset(of: $0) + head })
        var lines: [Line] = []
        var left = 0
        var right = 0
        while left < before.count || right < after.count {
            if left < before.count, gone.contains(left) {
                lines.append(Line(kind: .gone, text: before[left].0, isEnded: before[left].1))
                left += 1
            } else if right < after.count, added.contains(right) {
                lines.append(Line(kind: .added, text: after[right].0, isEnded: after[right].1))
                right += 1
            } else {
                lines.append(Line(kind: .same, text: after[right].0, isEnded: after[right].1))
                left += 1
                right += 1
            }
        }
        return lines
    }

    private func offset(of change: CollectionDifference<(Substring, Bool)>.Change) -> Int {
        switch change {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }

    private func hunks(of lines: [Line]) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, line) in lines.enumerated() where line.kind != .same {
            let start = max(0, index - Self.contextLines)
            let end = min(lines.count, index + Self.contextLines + 1)
            if let last = hunks.last, last.upperBound >= start {
                hunks[hunks.count - 1] = last.lowerBound..<end
            } else {
                hunks.append(start..<end)
            }
        }
        return hunks
    }

    private func render(_ lines: [Line], _ hunk: Range<Int>) -> String {
        let leftStart = lines[..<hunk.lowerBound].count { $0.kind != .added }
        let rightStart = lines[..<hunk.lowerBound].count { $0.kind != .gone }
        let leftCount = lines[hunk].count { $0.kind != .added }
        let rightCount = lines[hunk].count { $0.kind != .gone }
        // A side without lines is named by the line before it.
        let left = leftStart + (leftCount == 0 ? 0 : 1)
        let right = rightStart + (rightCount == 0 ? 0 : 1)
        var text = "@@ -\(left),\(leftCount) +\(right),\(rightCount) @@\n"
        for line in lines[hunk] {
            text += line.kind.rawValue + line.text + "\n"
            if !line.isEnded { text += "\\ No newline at end of file\n" }
        }
        return text
    }
}
