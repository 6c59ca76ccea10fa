import Glibc

/// A folder for one test, mode 0700, removed with all that is in it when it is released.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        var template = Array("/tmp/reeve-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ChildProcess.Failure(description: "cannot make a folder in /tmp")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        Self.remove(path)
    }

    private static func remove(_ path: String) {
        // Links are removed, not followed: only what `unlink` cannot remove is looked into.
        if unlink(path) == 0 { return }
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(directory)
        }
        rmdir(path)
    }

    package func path(_ name: String) -> String {
        path + "/" + name
    }

    /// Writes a file in the folder and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String, permissions: UInt32 = 0o600) throws -> String {
        let file = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions)
        guard file >= 0 else { throw ChildProcess.Failure(description: "cannot write \(path(name))") }
        defer { close(file) }
        fchmod(file, permissions)
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
            throw ChildProcess.Failure(description: "cannot write \(path(name))")
        }
        return path(name)
    }

    package func contains(_ name: String) -> Bool {
        access(path(name), F_OK) == 0
    }

    package func text(of name: String) -> String {
        String(decoding: Self.read(path(name)), as: UTF8.self)
    }

    /// The bytes of a file; empty when it cannot be read.
    static func read(_ path: String) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
