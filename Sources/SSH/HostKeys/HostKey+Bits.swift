extension HostKey {
    /// The length in bits, as `ssh-keygen -l` shows it; nil for a type that is not known or a key that is damaged.
    ///
    /// **Source:** RFC 4253, section 6.6; RFC 5656, section 3.1; RFC 8709.
    package var bits: Int? {
        switch type {
        case "ssh-ed25519", "ecdsa-sha2-nistp256": 256
        case "ecdsa-sha2-nistp384": 384
        case "ecdsa-sha2-nistp521": 521
        // Of RSA the second number is the modulus, of DSA the first.
        case "ssh-rsa": lengthOfNumber(at: 1)
        case "ssh-dss": lengthOfNumber(at: 0)
        default: nil
        }
    }

    private func lengthOfNumber(at index: Int) -> Int? {
        var reader = WireReader(blob)
        var number: [UInt8]?
        _ = reader.string()
        for _ in 0...index { number = reader.string() }
        guard let digits = number?.drop(while: { $0 == 0 }), let first = digits.first else { return nil }
        return digits.count * 8 - first.leadingZeroBitCount
    }
}
