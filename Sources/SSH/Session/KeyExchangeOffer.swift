/// The algorithms that a server offers: its first packet after the identification line, which is not encrypted.
///
/// **Source:** RFC 4253, section 7.1.
struct KeyExchangeOffer: Hashable, Sendable {
    var keyExchanges: [String]
    var hostKeyTypes: [String]
    var ciphers: [String]
    var macs: [String]

    /// Reads the packet behind the identification line; nil when it is not all there or something else.
    init?(afterIdentification bytes: some Collection<UInt8>) {
        guard let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        var packet = WireReader(bytes[bytes.index(after: lineEnd)...])
        guard let length = packet.uint32(), length <= 64 << 10, let padding = packet.byte(),
            let payload = packet.bytes(Int(length) - 1 - Int(padding))
        else { return nil }
        var reader = WireReader(payload)
        let messageKeyExchangeInit: UInt8 = 20
        guard reader.byte() == messageKeyExchangeInit, reader.bytes(16) != nil else { return nil }
        var lists: [[String]] = []
        for _ in 0..<6 {
            guard let list = reader.text() else { return nil }
            lists.append(list.split(separator: ",").map(String.init))
        }
        // Client to server and back are offered apart and are the same in practice; the way back carries the answer.
        (keyExchanges, hostKeyTypes, ciphers, macs) = (lists[0], lists[1], lists[3], lists[5])
    }
}

extension KeyExchangeOffer {
    /// Whether a client that offers these names finds one of each kind here.
    ///
    /// **Source:** RFC 4253, section 7.1; ciphers that authenticate by themselves need no MAC.
    func isAcceptable(to client: [AlgorithmPreferences.Method: [String]]) -> Bool {
        let isShared = { (method: AlgorithmPreferences.Method, names: [String]) in
            client[method, default: []].contains(where: names.contains)
        }
        guard isShared(.keyExchange, keyExchanges), isShared(.hostKey, hostKeyTypes),
            let cipher = client[.cipher, default: []].first(where: ciphers.contains)
        else { return false }
        return cipher.contains("-gcm@") || cipher.hasPrefix("chacha20-poly1305") || isShared(.mac, macs)
    }
}
