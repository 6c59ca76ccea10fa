import Delivery
import EstateFiles
import EstateModel

/// Asks the mail server that notices go to whether it would take them; sends none.
struct MailDoctor {
    private static let limit = Duration.seconds(20)

    let workspace: Workspace

    /// Nil where no mail server is named.
    func check() async -> DoctorCheck? {
        guard let mail = workspace.estate.notices.mail else { return nil }
        let place = "\(visible(mail.host, limit: 200)) port \(mail.port)"
        do {
            var server = try await MailServer(mail, workspace.directory)
            server.limit = min(server.limit, Self.limit)
            try await server.check(from: mail.from)
        } catch {
            return DoctorCheck(
                "mail server",
                .failed,
                visible("\(error)"),
                remedy: "correct notices.smtp in policy.yaml; until then notices by mail wait, and none is lost"
            )
        }
        let encrypted = mail.security == .none ? "without encryption" : "encrypted"
        let login = mail.login == nil ? "" : ", took the login"
        return DoctorCheck("mail server", .ok, "\(place) answers \(encrypted)\(login) and takes mail; none was sent")
    }
}
