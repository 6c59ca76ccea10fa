/// A fraction of whole numbers, reduced, with a denominator above 0. Compared and multiplied without rounding.
///
/// Meant for small numbers: the framework's are below a million.
package struct ExactFraction: Hashable, Sendable, Comparable {
    package let numerator: Int
    package let denominator: Int

    /// - Precondition: the denominator is above 0, the numerator is not below 0.
    package init(_ numerator: Int, over denominator: Int = 1) {
        precondition(denominator > 0 && numerator >= 0, "a fraction of \(numerator) over \(denominator)")
        let divisor = max(Self.greatestCommonDivisor(numerator, denominator), 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    package static func * (left: Self, right: Self) -> Self {
        ExactFraction(left.numerator * right.numerator, over: left.denominator * right.denominator)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    /// For people, to two places, half up: `16.71`.
    package var text: String {
        let hundredths = (numerator * 200 + denominator) / (denominator * 2)
        let places = String(hundredths % 100)
        return "\(hundredths / 100).\(places.count == 1 ? "0" : "")\(places)"
    }

    private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
