import EstateModel

/// An OpenSSH `known_hosts` file as a value. Every byte of it is kept, also of lines that it does not understand.
///
/// **Source:** sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
package struct KnownHosts: Hashable, Sendable {
    /// What the file says of a host and the key it showed.
    package enum Match: Hashable, Sendable {
        /// Recorded on this line; lines count from 1.
        case match(line: Int)
        /// The host is recorded, but not with this key. `recorded` is the fingerprint on that line.
        case changed(line: Int, recorded: String)
        case unknown
        /// The key is marked `@revoked` on this line.
        case revoked(line: Int)

        var isMatch: Bool {
            if case .match = self { true } else { false }
        }
    }

    /// A line that was understood.
    struct Entry: Hashable, Sendable {
        enum Marker: Hashable, Sendable {
            case none
            case revoked
            /// `@cert-authority`: libssh2 knows no certificates, so these lines never vouch for a key.
            case authority
        }

        var line: Int
        var marker: Marker
        var hosts: HostPattern
        var key: HostKey
    }

    private var lines: [[UInt8]]
    private var entries: [Entry] = []
    private var indicesByName: [[UInt8]: [Int]] = [:]
    /// Entries that must be looked at one by one: hashed names and patterns.
    private var otherIndices: [Int] = []

    /// Reads a file; lines that are no entries are kept and say nothing.
    package init(_ text: [UInt8] = []) {
        lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        for (index, line) in lines.enumerated() {
            if let entry = Entry(parsing: line, number: index + 1) { add(entry) }
        }
    }

    /// The bytes of the file.
    package var serialised: [UInt8] {
        Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// Judges the key that a host showed.
    ///
    /// - Parameter jumpHost: see ``name(host:port:jumpHost:)``.
    package func match(host: String, port: UInt16, jumpHost: String? = nil, key: HostKey) -> Match {
        let candidates = entries(for: Self.name(host: host, port: port, jumpHost: jumpHost))
        if let revoked = candidates.first(where: { $0.marker == .revoked && $0.key == key }) {
            return .revoked(line: revoked.line)
        }
        let recorded = candidates.filter { $0.marker == .none }
        if let same = recorded.first(where: { $0.key == key }) { return .match(line: same.line) }
        // A key of another type counts as changed too: otherwise an impostor need only offer a type not yet recorded.
        guard let other = recorded.first(where: { $0.key.type == key.type }) ?? recorded.first else { return .unknown }
        return .changed(line: other.line, recorded: other.key.fingerprint)
    }

    /// The types of the keys recorded for a host, in the file's order, each once.
    package func keyTypes(host: String, port: UInt16, jumpHost: String? = nil) -> [String] {
        let name = Self.name(host: host, port: port, jumpHost: jumpHost)
        var types: [String] = []
        for entry in entries(for: name) where entry.marker == .none && !types.contains(entry.key.type) {
            types.append(entry.key.type)
        }
        return types
    }

    /// The line that records a key, without its end; nil when the name has bytes that no host name has, so that
    /// nothing can be smuggled into the file.
    package static func line(host: String, port: UInt16, jumpHost: String? = nil, key: HostKey) -> String? {
        let isAllowed = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"): true
            default: false
            }
        }
        for part in [host, jumpHost ?? host] {
            guard !part.isEmpty, part.utf8.map(\.asciiLowercased).allSatisfy(isAllowed) else { return nil }
        }
        return name(host: host, port: port, jumpHost: jumpHost) + " " + key.line
    }

    /// Adds a line at the end, ending the last one first where the file lacks that.
    package mutating func append(line: String) {
        let bytes = Array(line.utf8)
        if lines.last?.isEmpty == true { lines.removeLast() }
        lines.append(bytes)
        if let entry = Entry(parsing: bytes, number: lines.count) { add(entry) }
        lines.append([])
    }

    /// The name under which a host is recorded, in lower case: `db01`, `[db01]:2222`, `10.0.0.5@gateway`.
    ///
    /// The same address behind two jump hosts may be two machines, so the last jump host's name belongs to it. No
    /// address holds an `@`, and OpenSSH takes the whole as a `HostKeyAlias`.
    package static func name(host: String, port: UInt16, jumpHost: String? = nil) -> String {
        let place = port == 22 ? host : "[\(host)]:\(port)"
        let name = jumpHost.map { place + "@" + $0 } ?? place
        return String(decoding: name.utf8.map(\.asciiLowercased), as: UTF8.self)
    }

    private func entries(for host: String) -> [Entry] {
        let name = Array(host.utf8)
        let others = otherIndices.filter { entries[$0].hosts.matches(name) }
        return ((indicesByName[name] ?? []) + others).sorted().map { entries[$0] }
    }

    private mutating func add(_ entry: Entry) {
        if let names = entry.hosts.plainNames {
            for name in Set(names) { indicesByName[name, default: []].append(entries.count) }
        } else {
            otherIndices.append(entries.count)
        }
        entries.append(entry)
    }
}

extension KnownHosts.Entry {
    /// Reads `[@marker] hosts type base64 [comment]`; nil for comments, blank lines and anything else.
    init?(parsing line: [UInt8], number: Int) {
        var fields = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
        guard let first = fields.first, first.first != UInt8(ascii: "#") else { return nil }
        var marker = Marker.none
        if first.first == UInt8(ascii: "@") {
            switch String(decoding: first, as: UTF8.self) {
            case "@revoked": marker = .revoked
            case "@cert-authority": marker = .authority
            default: return nil
            }
            fields.removeFirst()
        }
        guard fields.count >= 3, let hosts = HostPattern(fields[0]),
            let blob = Base64.decode(fields[2]), let key = HostKey(blob: blob), fields[1].elementsEqual(key.type.utf8)
        else { return nil }
        self.init(line: number, marker: marker, hosts: hosts, key: key)
    }
}
