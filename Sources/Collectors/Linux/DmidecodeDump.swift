/// The structures of a `dmidecode` dump: `Handle 0x0100, DMI type 1, 27 bytes` and the indented `Key: value` below it.
///
/// Before version 2.8 the type stands on a line of its own, indented; both layouts are read. Seen on RHEL 2.1 to 8,
/// Debian, OpenBSD 3.7, FreeBSD 8 and the Windows port.
struct DmidecodeDump {
    enum Kind: Sendable {
        case bios
        case system
        case baseBoard
        case chassis
        case processor
        case memoryDevice
        case other
    }

    struct Structure {
        var kind: Kind
        private(set) var fields: [String: String] = [:]

        /// The value, or nil when it is missing or a placeholder.
        subscript(key: String) -> String? { fields[key].flatMap(SmbiosPlaceholder.cleaned) }

        func serial(_ key: String) -> String? { fields[key].flatMap(SmbiosPlaceholder.cleanedSerial) }

        fileprivate mutating func add(_ key: String, _ value: String) {
            if fields[key] == nil, fields.count < DmidecodeDump.mostFields { fields[key] = value }
        }

        fileprivate init(_ kind: Kind) { self.kind = kind }
    }

    private(set) var structures: [Structure] = []
    private static let mostStructures = 8192
    private static let mostFields = 128

    init(_ bytes: [UInt8]) {
        var isTitled = false
        forEachLine(of: bytes) { line in
            let content = line.trimmed
            if content.hasPrefix("Handle 0x") {
                guard structures.count < Self.mostStructures else { return }
                structures.append(Structure(Self.kind(ofHandleLine: content)))
                isTitled = false
            } else if !structures.isEmpty {
                read(content, isTitled: &isTitled)
            }
        }
    }

    func first(_ kind: Kind) -> Structure? { structures.first { $0.kind == kind } }
    func all(_ kind: Kind) -> [Structure] { structures.filter { $0.kind == kind } }

    private mutating func read(_ content: ArraySlice<UInt8>, isTitled: inout Bool) {
        let last = structures.count - 1
        if content.isEmpty || content.first == UInt8(ascii: "<") || content.first == UInt8(ascii: "#") { return }
        if content.hasPrefix("DMI type ") {
            if !isTitled { structures[last].kind = Self.kind(ofHandleLine: content) }
        } else if let pair = content.pair(separatedBy: ":"), !pair.key.isEmpty, pair.key.count <= 64 {
            structures[last].add(pair.key.text, pair.value.text)
        } else if !isTitled {
            if let kind = Self.kind(ofTitle: content.text) { structures[last].kind = kind }
            isTitled = true
        }
    }

    private static func kind(ofTitle title: String) -> Kind? {
        switch title {
        case "BIOS Information", "BIOS Information Block": .bios
        case "System Information", "System Information Block": .system
        case "Base Board Information", "Base Board Information Block": .baseBoard
        case "Chassis Information", "Chassis Information Block": .chassis
        case "Processor Information", "Processor": .processor
        case "Memory Device": .memoryDevice
        case "Inactive": .other
        default: nil
        }
    }

    private static func kind(ofHandleLine line: ArraySlice<UInt8>) -> Kind {
        let words = line.text.split(separator: " ")
        guard let index = words.firstIndex(of: "type"), index + 1 < words.count else { return .other }
        switch words[index + 1].prefix(while: { $0.isASCII && $0.isNumber }) {
        case "0": return .bios
        case "1": return .system
        case "2": return .baseBoard
        case "3": return .chassis
        case "4": return .processor
        case "17": return .memoryDevice
        default: return .other
        }
    }
}
