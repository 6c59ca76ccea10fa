/// The parts of one line, cut once and kept as places in it.
///
/// `split` makes a slice for each part, and counting the owners of a thousand lines' slices is what a scan would spend
/// most of its own time on.
struct Fields: RandomAccessCollection {
    private let line: ArraySlice<UInt8>
    private var places: [Range<Int>] = []

    init(of line: ArraySlice<UInt8>, separator: UInt8, keepsEmpty: Bool) {
        self.line = line
        places.reserveCapacity(8)
        let bytes = line.span
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == separator {
            if keepsEmpty || index > start {
                places.append(line.startIndex + start..<line.startIndex + index)
            }
            start = index + 1
        }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }

    subscript(position: Int) -> ArraySlice<UInt8> { line[places[position]] }
}
