import EstateModel

/// Gathers the jump hosts of an import: each once, under a name of its own, behind the jump host that it is reached by.
struct ImportedJumpHosts {
    /// Why a way cannot be taken over; completes "which is left out: …".
    enum Fault: String, Error {
        case circle = "jump hosts are reached through each other in a circle"
        case tooLong = "more than 8 jump hosts on one way"
        case tooMany = "more than 1000 jump hosts"
        case unreadable = "Reeve cannot use one of its jump hosts"
    }

    static let most = 1000

    private(set) var hosts: [ImportedTargets.JumpHost] = []
    /// By the jump host without its name.
    private var names: [ImportedTargets.JumpHost: String] = [:]
    private var lengths: [String: Int] = [:]

    /// - Parameter host: with the name that it should have, if that is free and can be one.
    /// - Returns: the name that it has.
    mutating func add(_ host: ImportedTargets.JumpHost) throws(Fault) -> String {
        guard NameSyntax.faultOfAddress(host.address) == nil else { throw .unreadable }
        var nameless = host
        nameless.name = ""
        if let name = names[nameless] { return name }
        guard hosts.count < Self.most else { throw .tooMany }
        let length = (host.via.flatMap { lengths[$0] } ?? 0) + 1
        guard length <= JumpHostReader.longestRoute else { throw .tooLong }
        var named = host
        named.name = freeName(host.name)
        names[nameless] = named.name
        lengths[named.name] = length
        hosts.append(named)
        return named.name
    }

    private func freeName(_ wish: String) -> String {
        let isUsable = NameSyntax.isIdentifier(wish) && wish != Via.directWord && wish.utf8.count <= 90
        let letters = wish.prefix(60).map { $0.isASCII && NameSyntax.isIdentifier("a\($0)") ? $0 : "-" }
        let base = isUsable ? wish : "jump-" + String(letters)
        var name = base
        var number = 2
        while lengths[name] != nil {
            name = "\(base)-\(number)"
            number += 1
        }
        return name
    }
}
