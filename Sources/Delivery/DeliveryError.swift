/// A message that was not delivered: what failed, on what, why, and what to do, in one sentence. Never holds a secret.
package struct DeliveryError: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// Nobody answers there.
        package static let unreachable = Self(rawValue: "unreachable")
        package static let timeout = Self(rawValue: "timeout")
        /// The server cannot prove who it is, or speaks no TLS.
        package static let untrusted = Self(rawValue: "untrusted")
        package static let loginRefused = Self(rawValue: "login-refused")
        /// The server said no to this message or this recipient; others may fare better.
        package static let refused = Self(rawValue: "refused")
        package static let failed = Self(rawValue: "failed")
    }

    package let code: Code
    package let message: String

    package var description: String { message }

    /// It would be the same with the next recipient; a login that is tried again and again locks the account.
    package var concernsAll: Bool { code != .refused }
}
