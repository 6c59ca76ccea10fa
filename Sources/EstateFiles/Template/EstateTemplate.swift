import EstateModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The estate directory that `reeve init` makes: it loads as it is, and its comments say what to change.
package enum EstateTemplate {
    package struct File: Hashable, Sendable {
        /// Relative to the estate directory.
        package let path: String
        package let content: String
        /// Permission bits, such as 0o600.
        package let mode: UInt32
    }

    /// In the order in which they are written.
    package static func files() -> [File] {
        [
            File(path: EstateDirectory.estateFile, content: estate, mode: 0o600),
            File(path: EstateDirectory.servicesFile, content: services, mode: 0o600),
            File(path: EstateDirectory.policyFile, content: policy, mode: 0o600),
            File(path: "targets.csv", content: targets, mode: 0o600),
            File(path: "rules/README.md", content: rules, mode: 0o600),
            File(path: "known_hosts", content: knownHosts, mode: 0o600),
            File(path: ".gitignore", content: ignored, mode: 0o600),
        ]
    }

    /// Why an estate directory could not be made.
    package struct WriteError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What failed, on what, why, and what to do.
        package let description: String
    }

    /// Writes the files into a folder that only the caller may enter, made when it does not exist.
    ///
    /// - Throws: ``WriteError``, before anything is written when one of the files exists already.
    package static func write(to directory: String) throws(WriteError) {
        for file in files() where exists(directory + "/" + file.path) {
            let path = visible(directory + "/" + file.path)
            throw WriteError(
                description: "\(path) exists already; name an empty or a new directory. Nothing was written"
            )
        }
        try makeFolder(directory)
        try makeFolder(directory + "/rules")
        for file in files() { try write(file, to: directory) }
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func makeFolder(_ path: String) throws(WriteError) {
        if mkdir(path, 0o700) == 0 { return }
        let reason = errno
        var status = stat()
        if reason == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        let why = reason == EEXIST ? "it is no directory" : String(cString: strerror(reason))
        throw WriteError(description: "cannot make the directory \(visible(path)): \(why)")
    }

    private static func write(_ file: File, to directory: String) throws(WriteError) {
        let path = directory + "/" + file.path
        // O_EXCL: never through a link, never over a file that came in the meantime.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(file.mode))
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes = Array(file.content.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Self.write(descriptor, $0) }
            guard count > 0 else { throw failure(path) }
            bytes = bytes.dropFirst(count)
        }
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    private static func failure(_ path: String) -> WriteError {
        WriteError(description: "cannot write \(visible(path)): \(String(cString: strerror(errno)))")
    }
}
