import Glibc

/// Turns a host name into addresses without blocking the cooperative pool.
///
/// `getaddrinfo` has no timeout of its own, so it runs on threads of its own and is left behind when the deadline
/// passes.
struct HostNameResolver: Sendable {
    /// A dead name server holds each of them for half a minute; more would only load the server.
    static let lookUpsAtOnce = 32

    enum Failure: Error, Hashable, Sendable {
        /// The resolver's own words.
        case unresolved(String)
        case deadline
        case cancelled
    }

    private let workers: BlockingWorkers

    init(workers: BlockingWorkers) {
        self.workers = workers
    }

    /// The addresses of `host` in the order in which they should be tried (RFC 6724); never empty.
    func resolve(
        _ host: String,
        port: UInt16,
        until deadline: ContinuousClock.Instant
    ) async throws(Failure) -> [SocketAddress] {
        // Numbers need no look-up, so they never wait behind one.
        if case .success(let addresses) = Self.lookUp(host, port: port, flags: AI_NUMERICHOST) { return addresses }
        let outcome = await workers.run(until: deadline) { Self.lookUp(host, port: port, flags: 0) }
        switch outcome {
        case .value(let result): return try result.get()
        case .deadline: throw .deadline
        case .cancelled: throw .cancelled
        }
    }

    private static func lookUp(_ host: String, port: UInt16, flags: Int32) -> Result<[SocketAddress], Failure> {
        guard !host.isEmpty, !host.utf8.contains(0) else { return .failure(.unresolved("the name is not a host name")) }
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = flags | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else { return .failure(.unresolved(String(cString: gai_strerror(code)))) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next {
            if let address = SocketAddress(entry.pointee), !addresses.contains(address) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses.isEmpty ? .failure(.unresolved("the name has no address")) : .success(addresses)
    }
}
