/// A Debian version, `[epoch:]upstream[-revision]`: `5:7.0.15-1~deb12u10`.
package struct DpkgVersion: Hashable, Sendable {
    package let epoch: String?
    package let upstream: String
    package let revision: String?

    package init(_ text: String) {
        let (epoch, rest) = splitEpoch(text)
        self.epoch = epoch
        if let dash = rest.utf8.lastIndex(of: UInt8(ascii: "-")) {
            upstream = String(rest[..<dash])
            revision = String(rest[rest.utf8.index(after: dash)...])
        } else {
            upstream = String(rest)
            revision = nil
        }
    }
}

/// An rpm version, `[epoch:]version[-release]`: `3:10.5.29-3.el9_6`.
package struct RpmEVR: Hashable, Sendable {
    package let epoch: String?
    package let version: String
    /// With its distribution tags: `3.el9_6`, `1.module+el8.9.0+19723+1d3c4d2b`.
    package let release: String?

    package init(_ text: String) {
        let (epoch, rest) = splitEpoch(text)
        self.epoch = epoch == "(none)" ? nil : epoch
        if let dash = rest.utf8.lastIndex(of: UInt8(ascii: "-")) {
            version = String(rest[..<dash])
            release = String(rest[rest.utf8.index(after: dash)...])
        } else {
            version = String(rest)
            release = nil
        }
    }
}

/// rpm's `%{MODULARITYLABEL}`: `postgresql:10:8090020240101:a51370e3`.
package struct ModularityLabel: Hashable, Sendable {
    package let module: String
    package let stream: String

    /// Nil for `(none)`, empty and anything without a stream.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        module = String(parts[0])
        stream = String(parts[1])
    }
}

/// The upstream's own version inside a package's: without epoch, revision and repacking marks.
///
/// `2.4.57+dfsg-2` → `2.4.57`, `1:10.5.29-3.el9_6` → `10.5.29`, `1.2.3_p1-r4` → `1.2.3`,
/// `20240203~rc1-1` → `20240203`.
package func upstreamVersion(ofPackage text: String) -> String {
    upstreamVersion(of: DpkgVersion(text))
}

func upstreamVersion(of version: DpkgVersion) -> String {
    let upstream = Array(version.upstream.utf8)
    var end = upstream.count
    for (index, byte) in upstream.enumerated() where index > 0 {
        let rest = upstream[(index + 1)...]
        let isMark =
            byte == UInt8(ascii: "~") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "_") && !(rest.first.map(isDigit) ?? true)
        let isRepack = (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")) && isRepackWord(rest)
        if isMark || isRepack {
            end = index
            break
        }
    }
    return String(decoding: upstream[..<end], as: UTF8.self)
}

private func isRepackWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: "dfsg".utf8) || bytes.starts(with: "ds".utf8) || bytes.starts(with: "repack".utf8)
}

private func splitEpoch(_ text: String) -> (epoch: String?, rest: Substring) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return (nil, text[...]) }
    return (String(text[..<colon]), text[text.utf8.index(after: colon)...])
}
