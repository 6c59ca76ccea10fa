/// The files that a probe printed with the script's `show FILE…`, or with `head FILE…`, by path.
///
///     ==> /etc/hostname <==
///     db01
///
/// `head` puts an empty line between two files, which belongs to neither.
struct ShownFiles {
    private(set) var files: [String: [UInt8]] = [:]
    /// In the order in which they were printed, `/dev/null` left out.
    private(set) var paths: [String] = []

    /// A script names a few dozen; a host cannot invent more.
    private static let mostFiles = 200

    init(_ bytes: [UInt8]) {
        var current: String?
        var content: [UInt8] = []
        forEachLine(of: bytes) { line in
            if let path = Self.path(line) {
                keep(current, content, isLast: false)
                current = path
                content = []
            } else {
                content += line
                content.append(UInt8(ascii: "\n"))
            }
        }
        keep(current, content, isLast: true)
    }

    subscript(path: String) -> [UInt8]? { files[path] }

    /// The first line of a file that is not empty, without blanks around it.
    func firstLine(_ path: String) -> String? {
        guard let bytes = files[path] else { return nil }
        return lines(of: bytes).lazy.map(\.trimmed).first { !$0.isEmpty }?.text
    }

    private mutating func keep(_ path: String?, _ content: [UInt8], isLast: Bool) {
        guard let path, path != "/dev/null", files.count < Self.mostFiles else { return }
        let cut = !isLast && content.last == UInt8(ascii: "\n") ? content.dropLast() : content[...]
        if files.updateValue(Array(cut), forKey: path) == nil { paths.append(path) }
    }

    private static func path(_ line: ArraySlice<UInt8>) -> String? {
        guard line.hasPrefix("==> /"), line.suffix(4).elementsEqual(" <==".utf8), line.count > 8 else { return nil }
        return line.dropFirst(4).dropLast(4).text
    }
}
