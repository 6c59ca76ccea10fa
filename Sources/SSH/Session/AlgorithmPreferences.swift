import CLibSSH2

/// Which algorithms are offered to a host, best first.
enum AlgorithmPreferences {
    enum Method: CaseIterable, Hashable, Sendable {
        case keyExchange
        case hostKey
        case cipher
        case mac

        /// libssh2's constants for it, one for each direction.
        var types: [Int32] {
            switch self {
            case .keyExchange: [LIBSSH2_METHOD_KEX]
            case .hostKey: [LIBSSH2_METHOD_HOSTKEY]
            case .cipher: [LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC]
            case .mac: [LIBSSH2_METHOD_MAC_CS, LIBSSH2_METHOD_MAC_SC]
            }
        }
    }

    /// The names to offer. Those that this libssh2 lacks are in it; the caller drops them.
    ///
    /// Host key types of which a key is recorded come first: a host with several keys then shows the recorded one.
    static func names(for method: Method, legacy: Bool, recordedKeyTypes: [String] = []) -> [String] {
        let names = modern(method) + (legacy ? outdated(method) : [])
        guard method == .hostKey else { return names }
        let recorded = recordedKeyTypes.flatMap(signatureAlgorithms(of:)).filter(names.contains)
        return recorded + names.filter { !recorded.contains($0) }
    }

    /// An RSA key signs with any of three algorithms; the other types are named like their one algorithm.
    private static func signatureAlgorithms(of keyType: String) -> [String] {
        keyType == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [keyType]
    }

    private static func modern(_ method: Method) -> [String] {
        switch method {
        case .keyExchange:
            [
                "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp521", "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512",
                "diffie-hellman-group18-sha512", "diffie-hellman-group14-sha256",
            ]
        case .hostKey:
            [
                "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512",
                "rsa-sha2-256",
            ]
        case .cipher:
            [
                "aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes128-ctr",
                "aes192-ctr", "aes256-ctr",
            ]
        case .mac:
            [
                "hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512",
            ]
        }
    }

    /// What rests on SHA-1 or MD5, CBC and RC4. libssh2 1.10 knows RSA host keys by no other name than `ssh-rsa`.
    private static func outdated(_ method: Method) -> [String] {
        switch method {
        case .keyExchange:
            ["diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "diffie-hellman-group1-sha1"]
        case .hostKey: ["ssh-rsa", "ssh-dss"]
        case .cipher: ["aes256-cbc", "aes192-cbc", "aes128-cbc", "3des-cbc", "blowfish-cbc", "arcfour128", "arcfour"]
        case .mac: ["hmac-sha1-etm@openssh.com", "hmac-sha1", "hmac-sha1-96", "hmac-md5", "hmac-md5-96"]
        }
    }
}
