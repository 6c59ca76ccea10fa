import EstateModel
import StrictYAML

extension MappingReader {
    /// A list of whole numbers; nil when the key is absent, or with a diagnostic when an item is none in the range.
    func integers(_ key: String, in range: ClosedRange<Int>) -> [Int]? {
        guard node(key) != nil else { return nil }
        var numbers: [Int] = []
        for item in list(key) {
            guard case .scalar(let text) = item.content, let number = Int(text), range.contains(number) else {
                let expected = "whole numbers from \(range.lowerBound) to \(range.upperBound)"
                sink.error(at: item.location, "'\(key)' must be a list of \(expected)")
                return nil
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Sets a value from a key when it is there and right.
    func set(_ value: inout Int, from key: String, in range: ClosedRange<Int>) {
        if let number = integer(key, in: range) { value = number }
    }

    /// Reports faults at the keys they name.
    func report(_ faults: [PolicyFault]) {
        for fault in faults { error(fault.key, fault.message) }
    }

    /// A mapping from band ids to days; bands that the matrix does not know are errors.
    func daysByBand(_ key: String, bands: [Band]) -> [String: Int]? {
        guard let reader = mapping(key, subject: "'\(key)'") else { return nil }
        let known = bands.map(\.id)
        var days: [String: Int] = [:]
        for entry in reader.allEntries() {
            guard known.contains(entry.key) else {
                let band = visible(entry.key, limit: 60)
                sink.error(at: entry.keyLocation, "the matrix has no band '\(band)'; \(hint(entry.key, known))")
                continue
            }
            days[entry.key] = reader.integer(entry.key, in: 1...3650)
        }
        return days
    }
}
