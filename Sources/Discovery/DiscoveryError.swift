import EstateModel

/// Why a range cannot be looked through.
package struct DiscoveryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence or two: what is wrong, and what to do.
    package let description: String

    static func notAnAddress(_ text: String) -> DiscoveryError {
        DiscoveryError(
            description: "'\(visible(text, limit: 80))' is no block of addresses; write it as 10.1.2.0/24 or fd00::/120"
        )
    }

    static func bitsBeyondPrefix(_ text: String, meant: String) -> DiscoveryError {
        DiscoveryError(
            description: "'\(visible(text, limit: 80))' has bits beyond its prefix; did you mean '\(meant)'?"
        )
    }

    static func wholeInternet(_ block: AddressBlock) -> DiscoveryError {
        DiscoveryError(
            description: "\(block) is most of the internet; name the networks that you may scan (at most a /8 each)"
        )
    }

    static func tooLarge(_ count: Int?, limit: Int, mayBeLarger: Bool) -> DiscoveryError {
        let size = count.map { "\($0) connections" } ?? "more connections than can be counted"
        let remedy = mayBeLarger ? "name smaller blocks, or add --large if all of it is meant" : "name smaller blocks"
        return DiscoveryError(
            description: "The blocks and ports need \(size), and at most \(limit) are made; \(remedy)"
        )
    }
}
