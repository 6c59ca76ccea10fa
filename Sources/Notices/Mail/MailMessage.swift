import Crypto
package import EstateModel

/// A message in the form of RFC 5322: plain text in UTF-8, and nothing in a header that the writer did not mean.
package struct MailMessage: Hashable, Sendable {
    package var from: MailAddress
    /// Shown in front of ``from``.
    package var fromName: String
    package var to: MailAddress
    package var subject: String
    package var date: Instant
    /// The same for the same message, so that one that is sent twice can be known: without the angle brackets.
    package var id: String
    package var text: String

    /// - Parameter key: what makes it the same message, as ``id(of:for:from:)`` gives it.
    package init(
        from: MailAddress,
        fromName: String = "Reeve",
        to: MailAddress,
        subject: String,
        date: Instant,
        id: String,
        text: String
    ) {
        self.from = from
        self.fromName = fromName
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.text = text
    }

    /// An id that tells nothing of what is in the message.
    package static func id(of digest: NoticeDigest, to address: MailAddress, from: MailAddress) -> String {
        let lines = ["reeve-notice@1", digest.recipient, address.description] + digest.notices.map(\.id)
        return NoticeDigest.hash(lines) + "@" + from.domain
    }

    /// What a mail server takes: lines end with CR LF and have at most 78 bytes, headers with one long word excepted.
    package var bytes: [UInt8] {
        let headers = [
            ("Date", date.mailDate),
            ("From", "\(HeaderText.phrase(fromName)) <\(from)>"),
            ("To", "<\(to)>"),
            ("Subject", HeaderText.unstructured(subject)),
            ("Message-ID", "<\(HeaderText.token(id))>"),
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "quoted-printable"),
        ]
        var result: [UInt8] = []
        for (name, value) in headers { result += "\(HeaderText.folded("\(name): \(value)"))\r\n".utf8 }
        return result + "\r\n".utf8 + QuotedPrintable.encode(text)
    }
}

extension Instant {
    /// `Sat, 21 Nov 2026 13:19:42 +0000`.
    var mailDate: String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = day
        let time = description.dropFirst(11).dropLast()
        let date = "\(day.day) \(months[day.month - 1]) \(padded(day.year, to: 4))"
        return "\(days[day.weekday - 1]), \(date) \(time) +0000"
    }
}

extension NoticeDigest {
    /// The same for the same notices in the same order, and nothing can be told from it.
    package static func key(of notices: [Notice]) -> String { hash(["reeve-notices@1"] + notices.map(\.id)) }

    fileprivate static func hash(_ lines: [String]) -> String {
        SHA256.hash(data: Array(lines.joined(separator: "\n").utf8)).prefix(16)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
