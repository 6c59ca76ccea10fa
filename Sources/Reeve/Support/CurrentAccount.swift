import EstateModel
import Foundation

extension String {
    /// The account of this machine under which the program runs: `jsmith`, or `root, by sudo of jsmith`.
    ///
    /// Who somebody says to be with --by is checked against nothing but estate.yaml; this is what the system knows.
    static var currentAccount: String {
        let name = visible(NSUserName(), limit: 60)
        guard let by = ProcessInfo.processInfo.environment["SUDO_USER"], !by.isEmpty, geteuid() == 0 else {
            return name
        }
        return "\(name), by sudo of \(visible(by, limit: 60))"
    }
}
