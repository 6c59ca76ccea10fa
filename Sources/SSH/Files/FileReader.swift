import Glibc

/// Reads small files whole.
enum FileReader {
    struct Failure: Error, Hashable, Sendable {
        /// An errno; `EFBIG` for a file over the limit, `EINVAL` for something that is no file.
        var code: Int32

        var text: String {
            code == EINVAL ? "it is not a regular file" : errorText(code)
        }
    }

    /// What is known of a file besides its bytes.
    struct Ownership: Hashable, Sendable {
        var permissions: UInt32
        var isOurs: Bool
    }

    static func read(_ path: String, byteLimit: Int) -> Result<[UInt8], Failure> {
        readWithOwnership(path, byteLimit: byteLimit).map(\.bytes)
    }

    static func readWithOwnership(
        _ path: String,
        byteLimit: Int
    ) -> Result<(bytes: [UInt8], ownership: Ownership), Failure> {
        // Non-blocking, so that a FIFO in the file's place cannot hold us.
        let file = SocketDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
        guard file.isOpen else { return .failure(Failure(code: errno)) }
        var status = stat()
        guard fstat(file.number, &status) == 0 else { return .failure(Failure(code: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(Failure(code: EINVAL)) }
        guard status.st_size <= byteLimit else { return .failure(Failure(code: EFBIG)) }
        let ownership = Ownership(permissions: status.st_mode & 0o777, isOurs: status.st_uid == getuid())

        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file.number, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .failure(Failure(code: errno)) }
            if count == 0 { return .success((bytes, ownership)) }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= byteLimit else { return .failure(Failure(code: EFBIG)) }
        }
    }
}

/// Tells whether a file was written since it was read.
struct FileStamp: Hashable, Sendable {
    private let inode: UInt64
    private let sizeBytes: Int64
    private let seconds: Int64
    private let nanoseconds: Int64

    /// Nil when there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        sizeBytes = Int64(status.st_size)
        seconds = Int64(status.st_mtim.tv_sec)
        nanoseconds = Int64(status.st_mtim.tv_nsec)
    }
}
