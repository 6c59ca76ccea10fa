package import EstateModel

/// Why a host could not be reached, was not trusted, did not let us in, or stopped answering.
///
/// Holds no secret, and text from the host only after `visible`.
package struct SSHError: Error, Hashable, Sendable {
    /// The same codes as ``EstateModel/Problem``, so that one error is one problem.
    package typealias Code = Problem.Code

    package var code: Code
    /// One sentence: what failed, on what, and why.
    package var message: String
    /// One sentence: what to do about it.
    package var remedy: String
    /// For `jumpHostFailed`: what went wrong there. It says nothing of the host or of the host's credential.
    package var cause: Code?

    package init(_ code: Code, _ message: String, remedy: String, cause: Code? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }

    /// The error as it is kept with a scan, where remedies are whole sentences.
    package var problem: Problem {
        Problem(code, message: message, remedy: Self.sentence(remedy))
    }

    /// With a capital letter and a full stop.
    static func sentence(_ text: String) -> String {
        let ending = text.last.map { ".!?".contains($0) } ?? true ? "" : "."
        return text.prefix(1).uppercased() + text.dropFirst() + ending
    }
}

extension SSHError: CustomStringConvertible {
    package var description: String { "\(message); \(remedy)" }
}

extension SSHError {
    static func localLimit(_ what: String, errno code: Int32) -> SSHError {
        localLimit("\(what): \(errorText(code))")
    }

    static func localLimit(_ message: String) -> SSHError {
        SSHError(
            .localLimit,
            message,
            remedy: "raise this machine's limit on open files (ulimit -n), or scan fewer hosts at once"
        )
    }

    static func interrupted(_ endpoint: SSHEndpoint) -> SSHError {
        SSHError(
            .interrupted,
            "\(endpoint.shownName): the scan was interrupted",
            remedy: "run it again; with --resume it goes on where it stopped"
        )
    }

    static func connectTimeout(_ endpoint: SSHEndpoint, during what: String) -> SSHError {
        SSHError(
            .connectTimeout,
            "\(endpoint.shownName): \(what) at \(endpoint.place) did not end in time",
            remedy: "check that the host is up and that no firewall drops the connection, or allow more time in limits"
        )
    }

    static func hostDeadline(_ endpoint: SSHEndpoint, during what: String) -> SSHError {
        SSHError(
            .hostDeadline,
            "\(endpoint.shownName): \(what) did not end before the host's time was used up",
            remedy: "look at the host's load, or allow it more time in limits"
        )
    }

    static func connectionLost(_ endpoint: SSHEndpoint, during what: String, because reason: String) -> SSHError {
        SSHError(
            .connectionLost,
            "\(endpoint.shownName): the connection was lost during \(what): \(reason)",
            remedy: "scan the host again; if it recurs, look for the reason in the host's sshd log"
        )
    }
}
