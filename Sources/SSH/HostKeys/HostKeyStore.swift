import EstateModel
import Glibc
import Synchronization

/// The estate's `known_hosts` file: read once, appended to safely while many hosts are met at once.
package final class HostKeyStore: Sendable {
    package enum Policy: Hashable, Sendable {
        /// A host whose key is not in the file is not scanned.
        case strict
        /// The key of a host that is not in the file yet is recorded, and that is reported.
        case recordOnFirstUse
    }

    enum Verdict: Hashable, Sendable {
        case known
        /// The line that was added to the file.
        case recorded(line: String)
    }

    private struct Contents {
        var hosts = KnownHosts()
        var stamp: FileStamp?
    }

    /// Where the file is.
    package let path: String
    package let policy: Policy
    private let contents: Mutex<Contents>

    /// Reads the file; one that does not exist counts as empty.
    ///
    /// - Throws: `hostKeyUnknown` when the file exists and cannot be read, or others than its owner may write it.
    package init(path: String, policy: Policy) throws(SSHError) {
        self.path = path
        self.policy = policy
        contents = Mutex(try Self.load(path))
    }

    /// The types of the recorded keys of a host, which are then asked of it.
    func keyTypes(of endpoint: SSHEndpoint) -> [String] {
        contents.withLock {
            $0.hosts.keyTypes(host: endpoint.address, port: endpoint.port, jumpHost: endpoint.jumpHostNames.last)
        }
    }

    /// Judges the key that a host showed, and records it when the policy says so.
    ///
    /// - Throws: `hostKeyChanged`, `hostKeyRevoked`, `hostKeyUnknown`. None of them may be passed over.
    func verify(_ key: HostKey, of endpoint: SSHEndpoint) throws(SSHError) -> Verdict {
        // A typed throw out of the lock's closure is carried by a result.
        let result: Result<Verdict, SSHError> = contents.withLock { contents in
            do throws(SSHError) { return .success(try verify(key, of: endpoint, in: &contents)) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func verify(
        _ key: HostKey,
        of endpoint: SSHEndpoint,
        in contents: inout Contents
    ) throws(SSHError) -> Verdict {
        var match = contents.hosts.match(key, of: endpoint)
        if !match.isMatch, FileStamp(path) != contents.stamp {
            // Somebody may just have answered the question with an editor or `ssh-keygen -R`.
            contents = try Self.load(path)
            match = contents.hosts.match(key, of: endpoint)
        }
        switch match {
        case .match: return .known
        case .revoked(let line): throw .hostKeyRevoked(endpoint, key: key, file: path, line: line)
        case .changed(let line, let recorded):
            throw .hostKeyChanged(endpoint, key: key, recorded: recorded, file: path, line: line)
        case .unknown:
            guard policy == .recordOnFirstUse else { throw .hostKeyUnknown(endpoint, key: key, file: path) }
            return .recorded(line: try record(key, of: endpoint, in: &contents))
        }
    }

    private func record(
        _ key: HostKey,
        of endpoint: SSHEndpoint,
        in contents: inout Contents
    ) throws(SSHError) -> String {
        let jumpHost = endpoint.jumpHostNames.last
        guard let line = KnownHosts.line(host: endpoint.address, port: endpoint.port, jumpHost: jumpHost, key: key)
        else { throw .hostKeyNotRecorded(endpoint, file: path, because: "its address is no host name") }
        let needsNewline = !(contents.hosts.serialised.last.map { $0 == UInt8(ascii: "\n") } ?? true)
        if let failure = Self.append((needsNewline ? "\n" : "") + line + "\n", to: path) {
            throw .hostKeyNotRecorded(endpoint, file: path, because: errorText(failure))
        }
        contents.hosts.append(line: line)
        contents.stamp = FileStamp(path)
        return line
    }

    private static func load(_ path: String) throws(SSHError) -> Contents {
        let stamp = FileStamp(path)
        switch FileReader.readWithOwnership(path, byteLimit: 64 << 20) {
        case .success(let file):
            // Whoever may write the file may pass any machine off as any host.
            guard file.ownership.permissions & 0o022 == 0 else {
                throw .knownHostsWritable(path, permissions: file.ownership.permissions)
            }
            return Contents(hosts: KnownHosts(file.bytes), stamp: stamp)
        case .failure(let failure) where failure.code == ENOENT: return Contents(stamp: nil)
        case .failure(let failure): throw .knownHostsUnreadable(path, because: failure.text)
        }
    }

    /// One write to a file opened for appending, so that lines of several processes never mix. Returns an errno.
    private static func append(_ text: String, to path: String) -> Int32? {
        let file = SocketDescriptor(open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600))
        guard file.isOpen else { return errno }
        let bytes = Array(text.utf8)
        let written = write(file.number, bytes, bytes.count)
        return written == bytes.count ? nil : (written < 0 ? errno : ENOSPC)
    }
}

extension KnownHosts {
    fileprivate func match(_ key: HostKey, of endpoint: SSHEndpoint) -> Match {
        match(host: endpoint.address, port: endpoint.port, jumpHost: endpoint.jumpHostNames.last, key: key)
    }
}
