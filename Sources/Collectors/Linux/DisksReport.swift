import EstateModel

/// The disks that the kernel has, without partitions, loops, memory disks, optical drives and stacked devices.
///
/// **Source:** `lsblk -P`, or /sys/block where it is missing or older than util-linux 2.20 (no SERIAL column).
enum DisksReport {
    /// Neither way touches a mounted file system.
    static let probe = Probe(
        "disks",
        section: .hardware,
        byteLimit: 1 << 20,
        optional: true,
        command: #"""
            if have lsblk && lsblk -d -b -P -o NAME,TYPE,SIZE,ROTA,MODEL,SERIAL 2>/dev/null; then
                :
            else
                for directory in /sys/block/*; do
                    name=${directory##*/}
                    case $name in
                    '*' | loop* | ram* | zram* | sr* | fd* | md* | dm-* | nbd* | drbd* | mtdblock*) continue ;;
                    esac
                    size= rotational= model= serial=
                    [ ! -r "$directory/size" ] || read -r size <"$directory/size"
                    [ ! -r "$directory/queue/rotational" ] || read -r rotational <"$directory/queue/rotational"
                    [ ! -r "$directory/device/model" ] || IFS= read -r model <"$directory/device/model"
                    [ ! -r "$directory/device/serial" ] || IFS= read -r serial <"$directory/device/serial"
                    printf 'NAME="%s" TYPE="disk" SECTORS="%s" ROTA="%s" MODEL="%s" SERIAL="%s"\n' \
                        "$name" "$size" "$rotational" "$model" "$serial"
                done
            fi 2>/dev/null
            :
            """#
    )

    private static let mostDisks = 4096

    /// Reads `NAME="sda" TYPE="disk" SIZE="480103981056" ROTA="0" MODEL="SAMSUNG MZ7LH480" SERIAL="S45PNA0M"`.
    static func disks(_ answer: [UInt8]) -> [Hardware.Disk] {
        var result: [Hardware.Disk] = []
        forEachLine(of: answer) { line in
            guard result.count < mostDisks, let disk = disk(pairs(line)) else { return }
            result.append(disk)
        }
        return result.sorted { $0.name < $1.name }
    }

    private static func disk(_ fields: [String: String]) -> Hardware.Disk? {
        guard fields["TYPE"] == "disk", let name = fields["NAME"], !name.isEmpty, !isMemory(name) else { return nil }
        let size =
            fields["SIZE"].flatMap { Int64($0) }
            ?? fields["SECTORS"].flatMap { Int64($0) }.flatMap { $0 < 1 << 52 ? $0 * 512 : nil }
        // An empty card reader is a disk of no size.
        guard size != 0 else { return nil }
        return Hardware.Disk(
            name: name,
            model: fields["MODEL"].flatMap { SmbiosPlaceholder.cleaned($0) },
            serial: fields["SERIAL"].flatMap { SmbiosPlaceholder.cleanedSerial($0) },
            sizeBytes: size.flatMap { $0 > 0 ? $0 : nil },
            rotational: fields["ROTA"] == "1" ? true : fields["ROTA"] == "0" ? false : nil
        )
    }

    /// lsblk calls these disks too.
    private static func isMemory(_ name: String) -> Bool {
        ["zram", "ram", "loop", "nbd", "fd", "mtdblock"].contains { prefix in
            name.hasPrefix(prefix) && name.dropFirst(prefix.count).allSatisfy { $0.isASCII && $0.isNumber }
        }
    }

    /// `KEY="value"` pairs; inside a value lsblk writes quotes, backslashes and strange bytes as `\x22`.
    static func pairs(_ line: ArraySlice<UInt8>) -> [String: String] {
        var result: [String: String] = [:]
        var rest = line
        while result.count < 64, let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let key = rest[rest.startIndex..<equals].trimmed
            rest = rest[(equals + 1)...]
            guard rest.first == UInt8(ascii: "\"") else { break }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { break }
            result[key.text] = unescaped(rest[rest.startIndex..<end]).text
            rest = rest[(end + 1)...]
        }
        return result
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index...].hasPrefix(#"\x"#), index + 4 <= bytes.endIndex,
                let value = UInt8(String(decoding: bytes[(index + 2)..<(index + 4)], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index += 4
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result[...]
    }
}
