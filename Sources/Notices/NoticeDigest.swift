package import EstateModel

/// One message to one recipient with everything that they have not been told yet, the worst first.
package struct NoticeDigest: Hashable, Sendable {
    /// So many at most stand in one message; what is left makes another.
    package static let mostNotices = 200

    /// A post's id, or a name as it was written.
    package let recipient: String
    /// Never empty.
    package let notices: [Notice]

    /// One recipient's notices in messages.
    package static func digests(of notices: some Sequence<Notice>, for recipient: String) -> [NoticeDigest] {
        let own = notices.filter { $0.recipients.contains(recipient) }.sorted()
        return stride(from: 0, to: own.count, by: mostNotices).map { start in
            NoticeDigest(recipient: recipient, notices: Array(own[start..<min(start + mostNotices, own.count)]))
        }
    }

    /// Tells how many and nothing else: subjects stand in lists, on locked screens and in logs of mail servers.
    package var subject: String {
        notices.count == 1
            ? "Reeve: 1 decision or plan needs attention" : "Reeve: \(notices.count) decisions and plans need attention"
    }

    /// The message in plain text.
    ///
    /// - Parameters:
    ///   - title: how the recipient is called.
    ///   - name: how any other is called.
    package func text(title: String, asOf day: CalendarDay, name: (String) -> String = { $0 }) -> String {
        let count = notices.count == 1 ? "One thing is due" : "\(notices.count) things are due, the most urgent first"
        var lines = [
            Self.marking, "", "For: \(visible(title, limit: 200))", "\(count), as of \(day.longDescription).", "",
        ]
        for (index, notice) in notices.enumerated() {
            let number = "\(index + 1). "
            lines += Self.paragraph("\(notice.urgency.label): \(notice.title).", first: number)
            lines += Self.paragraph(notice.text, first: "   ")
            if let vacancy = notice.vacancy(name) { lines += Self.paragraph(vacancy, first: "   ") }
            lines += Self.paragraph("To do: \(notice.remedy)", first: "   ") + [""]
        }
        lines += [
            "Reeve tells each matter once at each stage. `reeve notices` lists all that is due.", "", Self.marking, "",
        ]
        return lines.joined(separator: "\n")
    }

    /// How the text has to be handled.
    package static let marking = "OFFICIAL-SENSITIVE"

    private static let width = 76

    /// Lines of at most ``width`` characters where words allow; further lines stand three characters in.
    private static func paragraph(_ text: String, first: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                (line, isEmpty) = ("   ", true)
            }
            line += isEmpty ? word : " " + word
            isEmpty = false
        }
        return lines + [line]
    }
}

extension Notice {
    /// `Nobody holds: Head of Planning.`; nil when somebody holds every post that is told.
    fileprivate func vacancy(_ name: (String) -> String) -> String? {
        guard !vacant.isEmpty else { return nil }
        return "Nobody holds: \(vacant.map { visible(name($0), limit: 100) }.joined(separator: ", "))."
    }
}

extension Notice.Urgency {
    /// For people, in front of a title.
    package var label: String {
        switch self {
        case .overdue: "Overdue"
        case .urgent: "Within a week"
        case .soon: "Within a month"
        case .later: "Later"
        }
    }
}
