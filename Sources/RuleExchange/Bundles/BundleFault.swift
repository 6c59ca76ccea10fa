/// Why a bundle is not used. Completes "the bundle FILE …".
package struct BundleFault: Error, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// No bundle, cut off, or not made as `reeve rules bundle` makes them.
        case malformed
        case tooLarge = "too-large"
        /// A path that would leave the pack's folder, or that is no rule file's.
        case forbiddenPath = "forbidden-path"
        /// What the manifest says and what is there are not the same.
        case mismatch
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
