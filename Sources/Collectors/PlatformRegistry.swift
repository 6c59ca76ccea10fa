/// Every platform that Reeve knows. To add one, write its file in `Platforms` and name it here.
package enum PlatformRegistry {
    /// Changes whenever the same answers may give another collection: raise it with every change of a parser.
    package static let parserVersion = "5"

    /// Sorted by id.
    package static let all: [Platform] = [.esxi, .linux, .macos, .windows]

    /// Those that one script for an unknown host asks, because it runs in `/bin/sh`.
    package static let posix: [Platform] = all.filter { $0.shell == .posix }

    package static func platform(id: String) -> Platform? {
        all.first { $0.id == id }
    }

    /// - Parameter system: what `uname -s` printed on the host.
    package static func platform(system: String) -> Platform? {
        posix.first { $0.systemNames.contains(system) }
    }
}
