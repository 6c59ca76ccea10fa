/// The C library below: its version decides which keys and algorithms work.
package enum SSHLibrary {
    /// `1.10.0`, of the library that is loaded, not of the one compiled against.
    package static var version: String { LibSSH2.version }
}
