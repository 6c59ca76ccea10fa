import EstateModel
package import Lifecycle

/// What the demands need of the rule pack: ladders, and which products stand on one.
package struct ProductCatalogue: Sendable {
    struct Generation: Hashable, Sendable {
        var number: Int
        /// The day on which it became generally available.
        var released: CalendarDay
        var label: String
    }

    /// Ascending by number, each with the earliest release that moves the ladder.
    let ladders: [String: [Generation]]
    /// Number of a cycle on its ladder, by product and cycle.
    let places: [String: [String: Int]]
    /// Class of a device, by product.
    let deviceClasses: [String: String]

    package init(_ pack: RulePack) { self.init(products: pack.products) }

    package init(products: [ProductRule]) {
        var ladders: [String: [Int: Generation]] = [:]
        var places: [String: [String: Int]] = [:]
        var deviceClasses: [String: String] = [:]
        for product in products {
            deviceClasses[product.id] = product.age?.deviceClass
            for cycle in product.cycles {
                guard let number = cycle.generation else { continue }
                places[product.id, default: [:]][cycle.id] = number
                guard cycle.movesLadder, let released = cycle.released else { continue }
                let ladder = product.ladder(of: cycle)
                if let known = ladders[ladder]?[number], known.released <= released { continue }
                ladders[ladder, default: [:]][number] = Generation(
                    number: number,
                    released: released,
                    label: product.label(of: cycle)
                )
            }
        }
        self.ladders = ladders.mapValues { $0.values.sorted { $0.number < $1.number } }
        self.places = places
        self.deviceClasses = deviceClasses
    }
}
