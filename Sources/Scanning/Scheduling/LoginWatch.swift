/// Keeps one login from being tried on host after host that refuses it: accounts are locked after a few refusals.
///
/// A login that no host of this scan has accepted yet, or that the last host refused, is tried on few hosts at once.
/// Three refusals in a row and it is set aside for the rest of the scan.
///
/// A key is given more when a hundred hosts have accepted it: no account is locked for a key, and where one host in
/// twenty does not know it yet, three in a row are bound to come among ten thousand. It is set aside when the row is
/// longer than chance would make it once in a million times.
struct LoginWatch {
    private static let refusalsBeforeSetAside = 3
    private static let mostRefusalsInARow = 12
    private static let acceptancesToTrust = 100

    /// Whether a wrong one may lock the account.
    let isPassword: Bool
    /// Visits that may be about to use it: begun, and neither accepted nor refused yet.
    var asking = 0
    private(set) var isSetAside = false
    private var acceptances = 0
    private var refusals = 0
    private var refusalsInARow = 0

    init(isPassword: Bool = true) {
        self.isPassword = isPassword
    }

    var mayBegin: Bool {
        if isSetAside { return false }
        if acceptances > 0, refusalsInARow == 0 || isTrustedKey { return true }
        return asking < longestRow - refusalsInARow
    }

    /// Not held back by a refusal: hundreds of hosts may be silent then, and nothing would begin until they have all
    /// run out of time.
    private var isTrustedKey: Bool { !isPassword && acceptances >= Self.acceptancesToTrust }

    mutating func accepted() {
        acceptances += 1
        refusalsInARow = 0
    }

    /// What is set aside stays so: somebody must look at it.
    mutating func refused() {
        refusals += 1
        refusalsInARow += 1
        if refusalsInARow >= longestRow { isSetAside = true }
    }

    /// The number of refusals in a row that sets it aside.
    private var longestRow: Int {
        guard isTrustedKey else { return Self.refusalsBeforeSetAside }
        let share = Double(refusals) / Double(acceptances + refusals)
        var chance = share * share * share
        var row = Self.refusalsBeforeSetAside
        while chance > 1e-6, row < Self.mostRefusalsInARow {
            chance *= share
            row += 1
        }
        return row
    }
}
