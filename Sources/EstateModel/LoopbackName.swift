/// Whether a host name or address can be nothing but this machine itself: `localhost`, `::1`, `127.0.0.1` and the rest
/// of 127.0.0.0/8 written out. A name that only begins so, as `127.0.0.1.example`, is another machine's.
package func isLoopbackName(_ host: String) -> Bool {
    let name = host.lowercased()
    if name == "localhost" || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let isDecimal = parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
    }
    return parts.count == 4 && parts[0] == "127" && isDecimal
}
