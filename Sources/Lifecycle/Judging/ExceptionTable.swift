import EstateModel

/// The exceptions of one release of a distribution, found by a package's name at once.
struct ExceptionTable {
    private var exceptions: [PackageCalendar.Exception] = []
    private var literals: [String: Int] = [:]
    /// Exceptions that are written as a regex.
    private var others: [Int] = []

    init() {}

    init(rule: ProductRule, cycle: Cycle, lists: [String: PackageList]) {
        guard let packages = rule.packages else { return }
        let listed = packages.exceptionLists.flatMap { lists[$0]?.entries ?? [] }
        for exception in packages.exceptions + listed
        where exception.cycles.isEmpty || exception.cycles.contains(cycle.id) {
            let number = exceptions.count
            exceptions.append(exception)
            for test in exception.packages.tests {
                if case .literal(let name) = test {
                    let key = name.lowercased()
                    literals[key] = literals[key] ?? number
                } else {
                    others.append(number)
                }
            }
        }
    }

    /// The first in the order of the files.
    func exception(for name: String) -> PackageCalendar.Exception? {
        let literal = literals[name.lowercased()]
        let other = others.first { $0 < literal ?? .max && exceptions[$0].packages.holds(for: name) }
        return (other ?? literal).map { exceptions[$0] }
    }
}
