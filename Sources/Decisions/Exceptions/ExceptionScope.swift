/// Exactly what an exception covers: these assets and this release, and nothing that comes later.
package struct ExceptionScope: Hashable, Sendable, Codable {
    /// Asset ids, ascending, each once.
    package let assets: [Int64]
    /// The product's id.
    package let product: String
    /// Nil when the release is not determined.
    package let release: String?

    package init(assets: some Sequence<Int64>, product: String, release: String?) {
        self.assets = Set(assets).sorted()
        self.product = product
        self.release = release
    }

    /// SHA-256 of the scope, in hexadecimal: what a signature binds.
    package var hash: String {
        let lines = ["reeve-scope@1", Self.escaped(product), Self.escaped(release ?? "")] + assets.map { String($0) }
        return AuditChain.digest(of: lines.joined(separator: "\n"))
    }

    package func covers(asset: Int64, product: String, release: String?) -> Bool {
        guard product == self.product, release == self.release else { return false }
        var (low, high) = (0, assets.count)
        while low < high {
            let middle = (low + high) / 2
            if assets[middle] < asset { low = middle + 1 } else { high = middle }
        }
        return low < assets.count && assets[low] == asset
    }

    /// No two scopes write the same lines.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    }
}
