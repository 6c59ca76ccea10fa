import Delivery
import EstateFiles
import EstateModel

extension MailServer {
    /// The server that policy.yaml names, with the password from where it is kept.
    init(_ settings: MailSettings, _ directory: EstateDirectory) async throws {
        let security: Security =
            switch settings.security {
            case .startTLS: .startTLS
            case .tls: .tls
            case .none: .none
            }
        self.init(host: settings.host, port: settings.port, security: security, limit: settings.limit)
        certificates = settings.certificates.map { directory.file($0) }
        if let login = settings.login {
            let password = try await explainingErrors {
                try await SecretResolver(directory: directory).resolve(login.password)
            }
            self.login = (login.user, password)
        }
    }
}
