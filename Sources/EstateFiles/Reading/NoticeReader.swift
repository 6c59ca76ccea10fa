import EstateModel
import StrictYAML

/// Reads policy.yaml's `notices`.
struct NoticeReader {
    let sink: DiagnosticSink

    func settings(in node: YAMLNode) -> NoticeSettings {
        var settings = NoticeSettings()
        guard let reader = MappingReader(node, subject: "notices", sink: sink) else { return settings }
        settings.days = days(reader)
        if let smtp = reader.mapping("smtp", subject: "smtp") { settings.mail = mail(smtp) }
        if let webhook = reader.mapping("webhook", subject: "webhook") { settings.webhook = self.webhook(webhook) }
        reader.finish()
        return settings
    }

    // MARK: Stages

    private func days(_ reader: MappingReader) -> NoticeDays {
        var days = NoticeDays()
        stages("exception-days", 1...730, reader, into: &days.exception)
        stages("suspension-days", 0...14, reader, into: &days.suspension)
        stages("evidence-days", 1...365, reader, into: &days.evidence)
        stages("plan-days", 1...365, reader, into: &days.plan)
        stages("support-months", 1...120, reader, into: &days.supportMonths)
        stages("contract-days", 1...730, reader, into: &days.contract)
        stages("waiting-days", 0...365, reader, into: &days.waiting)
        stages("review-days", 1...365, reader, into: &days.review)
        return days
    }

    /// A list of whole numbers, each once, kept from the largest to the smallest; an empty list tells nobody.
    private func stages(_ key: String, _ range: ClosedRange<Int>, _ reader: MappingReader, into stages: inout [Int]) {
        guard reader.node(key) != nil else { return }
        let words = reader.strings(key)
        let numbers = words.compactMap { Int($0) }.filter(range.contains)
        guard numbers.count == words.count, Set(numbers).count == numbers.count, numbers.count <= 12 else {
            let expected = "up to 12 different whole numbers from \(range.lowerBound) to \(range.upperBound)"
            return reader.error(key, "'\(key)' must be a list of \(expected), such as [90, 30, 7]")
        }
        stages = numbers.sorted(by: >)
    }

    // MARK: Ways

    private func mail(_ reader: MappingReader) -> MailSettings? {
        let host = host(reader)
        let security = reader.word("tls", as: MailSettings.Security.self) ?? .startTLS
        let port = reader.integer("port", in: 1...65_535)
        let from = sender(reader)
        let user = reader.line("username")
        let password = reader.secretReference("password")
        let certificates = reader.line("ca", limit: 1000)
        let limit = reader.duration("timeout", in: 1...600)
        reader.finish()
        if security == .none, let host, !isLoopbackName(host) {
            reader.error("tls", "'tls' can only be none for a server on this machine; write starttls or tls")
        }
        if (reader.node("username") == nil) != (reader.node("password") == nil) {
            reader.error("username", "'username' and 'password' go together")
        }
        guard let host, let from else { return nil }
        var settings = MailSettings(host: host, security: security, from: from)
        if let port { settings.port = port }
        if let limit { settings.limit = limit }
        settings.certificates = certificates
        if let user, let password { settings.login = MailSettings.Login(user: user, password: password) }
        return settings
    }

    private func host(_ reader: MappingReader) -> String? {
        guard let host = reader.requiredLine("host") else { return nil }
        guard let fault = NameSyntax.faultOfAddress(host) else { return host }
        reader.error("host", "'host' \(fault)")
        return nil
    }

    private func sender(_ reader: MappingReader) -> MailAddress? {
        guard let text = reader.requiredLine("from") else { return nil }
        if let address = MailAddress(text) { return address }
        reader.error("from", "'from' must be one address, such as reeve@council.example")
        return nil
    }

    private func webhook(_ reader: MappingReader) -> WebhookSettings? {
        if reader.node("url") == nil { reader.missing("url") }
        if reader.node("secret") == nil { reader.missing("secret") }
        let text = reader.string("url")
        let secret = reader.secretReference("secret")
        let certificates = reader.line("ca", limit: 1000)
        let limit = reader.duration("timeout", in: 1...600)
        reader.finish()
        guard let text else { return nil }
        guard let address = WebhookAddress(text) else {
            // The address is not repeated: its path can be a key.
            reader.error("url", "'url' must be https://HOST/PATH without a user name; http only to this machine")
            return nil
        }
        guard let secret else { return nil }
        var settings = WebhookSettings(address: address, secret: secret)
        if let limit { settings.limit = limit }
        settings.certificates = certificates
        return settings
    }
}
