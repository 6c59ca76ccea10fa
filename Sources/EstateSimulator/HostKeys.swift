import Crypto
import EstateModel

/// The Ed25519 host keys of simulated hosts, made from the seed. Each host has its own: a real estate in which all
/// hosts show one key would be one of clones, which is another test.
struct HostKeys {
    /// Secret and public half of each key, 64 bytes, in the order of the hosts; then the key that hosts with the wrong
    /// one show, then the jump host's.
    let bytes: [UInt8]

    init(hostCount: Int, seed: UInt64) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity((hostCount + 2) * 64)
        for index in 0..<(hostCount + 2) {
            let secret = SHA256.hash(data: Array("host key \(index) of estate \(seed)".utf8))
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Array(secret))
            bytes += Array(key.rawRepresentation) + Array(key.publicKey.rawRepresentation)
        }
        self.bytes = bytes
    }

    /// `ssh-ed25519 AAAA…`
    func publicLine(of index: Int) -> String {
        let publicKey = bytes[(index * 64 + 32)..<(index * 64 + 64)]
        let blob = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32] + publicKey
        return "ssh-ed25519 " + Base64.encode(blob)
    }
}
