/// A range as the stretch of versions between two cuts, for finding overlaps and the newest version a rule knows.
struct VersionInterval {
    /// A place between versions: before or after everything that begins with some fields.
    struct Cut {
        let fields: [VersionNumber.Field]
        let isAfter: Bool

        /// Before every version.
        static let start = Cut(fields: [], isAfter: false)
        /// After every version.
        static let end = Cut(fields: [], isAfter: true)

        static func < (left: Cut, right: Cut) -> Bool {
            let count = min(left.fields.count, right.fields.count)
            let order = VersionNumber.order(left.fields.prefix(count), right.fields.prefix(count))
            if order != 0 { return order < 0 }
            if left.fields.count == right.fields.count { return !left.isAfter && right.isAfter }
            // The longer one lies inside the shorter one's tree.
            return left.fields.count < right.fields.count ? !left.isAfter : right.isAfter
        }
    }

    let lower: Cut
    let upper: Cut

    init(_ range: VersionRange) {
        var lower = Cut.start
        var upper = Cut.end
        for term in range.terms {
            let fields = term.bound.fields
            let before = Cut(fields: fields, isAfter: false)
            let after = Cut(fields: fields, isAfter: true)
            switch term.operator {
            case .line:
                lower = lower < before ? before : lower
                upper = after < upper ? after : upper
            case .exactly:
                // Up to, and without, whatever has one field more.
                let next = Cut(fields: fields + [.word("")], isAfter: false)
                lower = lower < before ? before : lower
                upper = next < upper ? next : upper
            case .atLeast: lower = lower < before ? before : lower
            case .above: lower = lower < after ? after : lower
            case .below: upper = before < upper ? before : upper
            case .atMost: upper = after < upper ? after : upper
            }
        }
        self.lower = lower
        self.upper = upper
    }

    var isEmpty: Bool { !(lower < upper) }

    func overlaps(_ other: VersionInterval) -> Bool {
        let highest = lower < other.lower ? other.lower : lower
        let lowest = upper < other.upper ? upper : other.upper
        return highest < lowest
    }

    /// Whether a version lies above the whole stretch.
    func isBelow(_ version: VersionNumber) -> Bool {
        !(Cut(fields: version.fields, isAfter: false) < upper)
    }
}
