/// A secret that could not be had. The message names the place and the remedy and never holds the secret.
package struct SecretError: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The variable, file or program is not there.
        package static let absent = Self(rawValue: "absent")
        /// The file may be read by people other than its owner.
        package static let exposed = Self(rawValue: "exposed")
        /// The file or program cannot be read or started, or the program failed.
        package static let failed = Self(rawValue: "failed")
        /// The program did not end in time.
        package static let timeout = Self(rawValue: "timeout")
        /// There is something, but it is empty, too large or more than one line.
        package static let unusable = Self(rawValue: "unusable")
    }

    package let code: Code
    package let message: String

    package var description: String { message }
}
