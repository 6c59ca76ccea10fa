import EstateModel

/// Plain ustar archives of regular files: as much of the format as a bundle needs, and nothing else is read.
///
/// Archives are written with fixed times and owners, so that the same files give the same bytes. Links, folders,
/// devices and extensions are refused: what cannot be expressed cannot be abused.
enum TarArchive {
    struct Entry: Hashable {
        var path: String
        var bytes: [UInt8]
    }

    private static let block = 512
    private static let longestPath = 100

    /// - Throws: ``BundleFault`` for a path that is longer than 100 bytes.
    static func write(_ entries: [Entry]) throws(BundleFault) -> [UInt8] {
        var archive: [UInt8] = []
        for entry in entries {
            guard entry.path.utf8.count <= longestPath else {
                throw BundleFault(.forbiddenPath, "cannot hold the path \(visible(entry.path)): longer than 100 bytes")
            }
            archive += header(entry)
            archive += entry.bytes
            archive += [UInt8](repeating: 0, count: padding(entry.bytes.count))
        }
        return archive + [UInt8](repeating: 0, count: 2 * block)
    }

    private static func padding(_ count: Int) -> Int { (block - count % block) % block }

    private static func header(_ entry: Entry) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
        }
        put(entry.path, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(entry.bytes.count, digits: 11), at: 124)
        put("00000000000", at: 136)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(checksum(header), digits: 6) + "\0 ", at: 148)
        return header
    }

    private static func octal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// The sum of all bytes with the checksum's own field as blanks.
    private static func checksum(_ header: [UInt8]) -> Int {
        header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
    }

    /// Whether bytes begin as an archive does.
    static func isArchive(_ bytes: [UInt8]) -> Bool {
        bytes.count >= block && bytes[257..<262].elementsEqual("ustar".utf8)
    }

    /// - Throws: ``BundleFault`` when anything is there that ``write(_:)`` would not write.
    static func read(_ bytes: [UInt8], mostEntries: Int, largestEntry: Int) throws(BundleFault) -> [Entry] {
        guard isArchive(bytes) else { throw BundleFault(.malformed, "is no rule bundle") }
        var entries: [Entry] = []
        var names: Set<String> = []
        var offset = 0
        while true {
            guard offset + block <= bytes.count else { throw cut }
            let header = bytes[offset..<(offset + block)]
            if header.allSatisfy({ $0 == 0 }) { break }
            guard entries.count < mostEntries else {
                throw BundleFault(.tooLarge, "holds more than \(mostEntries) files")
            }
            let (path, size) = try fields(of: Array(header))
            guard size <= largestEntry else {
                throw BundleFault(.tooLarge, "holds a file of more than \(largestEntry) bytes: \(visible(path))")
            }
            offset += block
            guard offset + size + padding(size) <= bytes.count else { throw cut }
            guard names.insert(path).inserted else {
                throw BundleFault(.malformed, "holds \(visible(path)) twice")
            }
            entries.append(Entry(path: path, bytes: Array(bytes[offset..<(offset + size)])))
            offset += size + padding(size)
        }
        guard bytes.count - offset == 2 * block, bytes[offset...].allSatisfy({ $0 == 0 }) else {
            throw bytes.count - offset < 2 * block ? cut : BundleFault(.malformed, "goes on after its end")
        }
        return entries
    }

    private static var cut: BundleFault { BundleFault(.malformed, "ends too early: it was cut off on its way") }

    private static func fields(of header: [UInt8]) throws(BundleFault) -> (path: String, size: Int) {
        guard let sum = number(header[148..<154]), sum == checksum(header) else {
            throw BundleFault(.malformed, "is damaged: the checksum of an entry is wrong")
        }
        let path = String(decoding: header[0..<longestPath].prefix { $0 != 0 }, as: UTF8.self)
        guard header[156] == UInt8(ascii: "0"), header[157..<257].allSatisfy({ $0 == 0 }),
            header[345...].allSatisfy({ $0 == 0 })
        else {
            throw BundleFault(
                .forbiddenPath,
                "holds \(visible(path)), which is no plain file: links and the like are refused"
            )
        }
        guard let size = number(header[124..<135]), header[135] == 0 else {
            throw BundleFault(.malformed, "is damaged: the size of \(visible(path)) is no number")
        }
        return (path, size)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
