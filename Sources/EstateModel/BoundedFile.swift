#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads whole files that somebody else may have put there: regular files only, never more than a limit.
package enum BoundedFile {
    /// Why a file was not read.
    package struct Fault: Error, Equatable {
        package enum Kind: Equatable, Sendable {
            case absent
            case unreadable
            case notRegular
            case tooLarge
        }

        package var kind: Kind
        /// Completes "FILE …": `is larger than 4096 bytes`.
        package var message: String
    }

    /// A file that was read whole.
    package struct Contents: Equatable {
        package var bytes: [UInt8]
        /// Permission bits, such as 0o600.
        package var mode: UInt32
    }

    /// - Throws: ``Fault`` when the path is no regular file, cannot be read, or is larger than the limit.
    package static func read(_ path: String, limit: Int) throws(Fault) -> Contents {
        // O_NONBLOCK: opening a named pipe must not wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let isAbsent = errno == ENOENT || errno == ENOTDIR
            throw Fault(kind: isAbsent ? .absent : .unreadable, message: reason(errno))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Fault(kind: .unreadable, message: reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Fault(kind: .notRegular, message: "is no regular file")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Self.read(descriptor, into: &buffer)
            if count == 0 { break }
            guard count > 0 else { throw Fault(kind: .unreadable, message: reason(errno)) }
            guard bytes.count + count <= limit else {
                throw Fault(kind: .tooLarge, message: "is larger than \(limit) bytes")
            }
            bytes += buffer[..<count]
        }
        return Contents(bytes: bytes, mode: UInt32(status.st_mode) & 0o777)
    }

    private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { bytes in
                #if canImport(Glibc)
                    Glibc.read(descriptor, bytes.baseAddress, bytes.count)
                #elseif canImport(Musl)
                    Musl.read(descriptor, bytes.baseAddress, bytes.count)
                #else
                    Darwin.read(descriptor, bytes.baseAddress, bytes.count)
                #endif
            }
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// The words for an errno of opening or reading a file.
    package static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT, ENOTDIR: "does not exist"
        case EACCES, EPERM: "may not be read by this user"
        default: "cannot be read: \(String(cString: strerror(code)))"
        }
    }
}
