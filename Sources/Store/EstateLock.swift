package import EstateModel

#if canImport(Glibc)
    import Glibc
#endif

/// Keeps two scans of one estate from running at once.
///
/// An advisory `flock` on `reeve.lock` in the estate folder. The kernel lets go of it when the process ends, however it
/// ends, so a lock is never left behind; the file itself stays and tells who held it last.
package struct EstateLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Takes the lock at once or not at all.
    ///
    /// - Throws: ``StoreError`` with `scan-in-progress`, naming the holder, or `not-writable`.
    ///
    /// - Parameter work: what is done one at a time; sending notices does not wait for a scan.
    package init(folder: String, now: Instant, for work: Work = .scan) throws(StoreError) {
        let path = folder + "/" + work.file
        // Never through a link: the file at its end would be emptied.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .notWritable,
                subject: path,
                message: "the lock file cannot be opened (\(String(cString: strerror(errno)))); "
                    + "give this user write access to the estate folder."
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw StoreError(
                .scanInProgress,
                subject: folder,
                message: "\(work.label) of this estate is running (\(holder)); wait until it has finished, or stop it."
            )
        }
        let line = Array("pid \(getpid()) since \(now)\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, line, line.count, 0)
        self.descriptor = descriptor
    }

    /// What must not be done twice at once.
    package enum Work: Sendable {
        case scan
        case notices

        var file: String { self == .scan ? "reeve.lock" : "notices.lock" }
        var label: String { self == .scan ? "another scan" : "another sending of the notices" }
    }

    deinit {
        close(descriptor)
    }

    /// Whether some process holds the lock of this folder now.
    package static func isHeld(folder: String) -> Bool {
        let descriptor = open(folder + "/reeve.lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 120)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let line = bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
        return line.isEmpty ? "it has not said who it is" : visible(bytes: line)
    }
}
