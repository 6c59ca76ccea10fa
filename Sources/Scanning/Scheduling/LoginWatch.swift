/// Keeps one login from being tried on host after host that refuses it: accounts are locked after a few refusals.
///
/// A login that no host of this scan has accepted yet, or that the last host refused, is tried on few hosts at once.
/// Three refusals in a row and it is set aside for the rest of the scan.
struct LoginWatch {
    private static let refusalsBeforeSetAside = 3

    /// Visits that may be about to use it: begun, and neither accepted nor refused yet.
    var asking = 0
    private var wasAccepted = false
    private var refusalsInARow = 0

    var isSetAside: Bool { refusalsInARow >= Self.refusalsBeforeSetAside }

    var mayBegin: Bool {
        if isSetAside { return false }
        if wasAccepted, refusalsInARow == 0 { return true }
        return asking < Self.refusalsBeforeSetAside - refusalsInARow
    }

    /// What is set aside stays so: somebody must look at it.
    mutating func accepted() {
        wasAccepted = true
        if !isSetAside { refusalsInARow = 0 }
    }

    mutating func refused() {
        refusalsInARow += 1
    }
}
