import EstateModel
import Foundation

/// Writes a file that is whole or not there, and never over another.
enum NewFile {
    /// - Parameter mode: who may read it; rules are no secret, what was decided about hosts is.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws {
        let temporary = path + ".\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw failure(path) }
        var failed =
            DescriptorOutput.write(bytes, to: descriptor) != nil || fchmod(descriptor, mode) != 0
            || fsync(descriptor) != 0
        if close(descriptor) != 0 { failed = true }
        // A link does not take the place of a file that is there, as a rename would.
        if failed || link(temporary, path) != 0 {
            let error = failure(path)
            unlink(temporary)
            throw error
        }
        unlink(temporary)
    }

    private static func failure(_ path: String) -> Failure {
        errno == EEXIST
            ? Failure("\(visible(path)) is there already; name another file, or remove it")
            : Failure("\(visible(path)) cannot be written (\(String(cString: strerror(errno))))")
    }
}
