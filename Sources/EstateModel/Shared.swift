/// A value that all its copies share until one of them changes: ten thousand hosts hold the same package, or the same
/// verdict on it, for the price of a pointer each.
package struct Shared<Value: Hashable & Sendable>: Hashable, Sendable {
    @usableFromInline
    package final class Box: @unchecked Sendable {  // Changed only through the one ``Shared`` that holds it.
        @usableFromInline package var value: Value

        @inlinable
        init(_ value: Value) {
            self.value = value
        }
    }

    @usableFromInline package var box: Box

    @inlinable
    package init(_ value: Value) {
        box = Box(value)
    }

    @inlinable package var value: Value {
        @inline(__always) get { box.value }
        _modify {
            if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
            yield &box.value
        }
    }

    @inlinable
    package static func == (left: Self, right: Self) -> Bool {
        left.box === right.box || left.box.value == right.box.value
    }

    @inlinable
    package func hash(into hasher: inout Hasher) {
        box.value.hash(into: &hasher)
    }
}

extension Shared: Codable where Value: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try Value(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}
