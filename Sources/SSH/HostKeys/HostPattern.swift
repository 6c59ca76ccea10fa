import Crypto
import EstateModel
import FoundationEssentials

/// The first field of a `known_hosts` line: which hosts it speaks of.
enum HostPattern: Hashable, Sendable {
    /// `db01,10.1.2.3`, `*.example.org,!old.example.org`, `[db01]:2222`
    case names([Name])
    /// `|1|salt|hash`: HMAC-SHA1 of the name under the salt.
    case hashed(salt: [UInt8], hash: [UInt8])

    struct Name: Hashable, Sendable {
        var isNegated: Bool
        /// In lower case.
        var text: [UInt8]

        var hasWildcard: Bool { text.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }
    }

    /// Nil for a field that is neither names nor a whole hash.
    init?(_ field: some Collection<UInt8>) {
        guard field.first == UInt8(ascii: "|") else {
            let names = field.split(separator: UInt8(ascii: ",")).map { part in
                let isNegated = part.first == UInt8(ascii: "!")
                return Name(isNegated: isNegated, text: part.dropFirst(isNegated ? 1 : 0).map(\.asciiLowercased))
            }
            guard !names.isEmpty else { return nil }
            self = .names(names)
            return
        }
        let parts = field.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1].elementsEqual("1".utf8),
            let salt = Base64.decode(parts[2]), let hash = Base64.decode(parts[3]), hash.count == 20
        else { return nil }
        self = .hashed(salt: salt, hash: hash)
    }

    /// The names when each of them stands for itself; such lines are found by index. Nil for the others.
    var plainNames: [[UInt8]]? {
        guard case .names(let names) = self, !names.contains(where: { $0.isNegated || $0.hasWildcard }) else {
            return nil
        }
        return names.map(\.text)
    }

    /// Whether the line speaks of `host`, which is in lower case and carries its port when that is not 22.
    func matches(_ host: [UInt8]) -> Bool {
        switch self {
        case .hashed(let salt, let hash):
            let code = HMAC<Insecure.SHA1>.authenticationCode(for: host, using: SymmetricKey(data: salt))
            return Array(code) == hash
        case .names(let names):
            let matching = names.filter { Self.glob($0.text, matches: host) }
            return !matching.isEmpty && !matching.contains { $0.isNegated }
        }
    }

    /// `*` is any run of bytes and `?` any single byte; in time of the product of the lengths at worst.
    static func glob(_ pattern: [UInt8], matches text: [UInt8]) -> Bool {
        var (position, index) = (0, 0)
        var restart: (pattern: Int, text: Int)?
        while index < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                restart = (position + 1, index)
                position += 1
            } else if position < pattern.count,
                pattern[position] == UInt8(ascii: "?") || pattern[position] == text[index]
            {
                position += 1
                index += 1
            } else if let last = restart {
                restart = (last.pattern, last.text + 1)
                (position, index) = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

extension UInt8 {
    var asciiLowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 32 : self
    }
}
