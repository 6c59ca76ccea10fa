import CLibSSH2

/// The library as a whole.
enum LibSSH2 {
    /// 0, or libssh2's error. Set up once for the process, because `libssh2_init` may not run twice at a time.
    static let initialisation: Int32 = libssh2_init(0)

    /// Whether RSA keys work against OpenSSH 8.8 and later: `rsa-sha2-*` signatures came with libssh2 1.11.
    static let hasSecureRSA: Bool = libssh2_version(0x01_0B_00) != nil

    /// `1.10.0`
    static let version: String = libssh2_version(0).map { String(cString: $0) } ?? "unknown version"

    /// The algorithms that this libssh2 was built with, by method type.
    static let algorithms: [Int32: Set<String>] = {
        guard initialisation == 0, let session = libssh2_session_init_ex(nil, nil, nil, nil) else { return [:] }
        defer { libssh2_session_free(session) }
        var result: [Int32: Set<String>] = [:]
        for method in AlgorithmPreferences.Method.allCases {
            for code in method.types { result[code] = supported(by: session, method: code) }
        }
        return result
    }()

    private static func supported(by session: OpaquePointer, method: Int32) -> Set<String> {
        var list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
        let count = libssh2_session_supported_algs(session, method, &list)
        guard count > 0, let list else { return [] }
        defer { libssh2_free(session, list) }
        return Set((0..<Int(count)).compactMap { list[$0].map { String(cString: $0) } })
    }
}
