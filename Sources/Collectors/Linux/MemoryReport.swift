import EstateModel

/// How much memory the kernel manages: what is installed less what the firmware and the kernel itself keep.
enum MemoryReport {
    /// Of /proc/meminfo only the one line that does not change while the host runs.
    static let probe = Probe(
        "memory",
        section: .hardware,
        byteLimit: 4096,
        command: #"""
            while read -r key value unit; do
                case $key in
                MemTotal:)
                    printf '%s %s %s\n' "$key" "$value" "$unit"
                    break
                    ;;
                esac
            done </proc/meminfo
            """#
    )

    /// Reads `MemTotal:       16384256 kB`, also from a whole /proc/meminfo.
    static func bytes(_ answer: [UInt8]) -> Int64? {
        var result: Int64?
        forEachLine(of: answer) { line in
            guard result == nil, let pair = line.pair(separatedBy: ":"), pair.key.text == "MemTotal" else { return }
            let words = pair.value.text.split(separator: " ")
            guard words.count == 2, words[1] == "kB", let count = Int64(words[0]), count > 0, count < 1 << 44 else {
                return
            }
            result = count << 10
        }
        return result
    }
}
