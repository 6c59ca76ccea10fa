/// What a host said to the script, with placeholders where hosts and runs differ; see template.c of the core.
struct Recording {
    var stdout: [UInt8]
    var stderr: [UInt8]

    init(stdout: [UInt8], stderr: [UInt8]) {
        self.stdout = stdout
        self.stderr = stderr
    }

    init(folder: String) throws(SimulatorError) {
        stdout = try Files.read(folder + "/stdout")
        stderr = try Files.read(folder + "/stderr")
        guard !stdout.isEmpty else { throw SimulatorError("the recording in \(folder) is empty") }
    }

    func write(to folder: String) throws(SimulatorError) {
        try Files.makeFolder(folder)
        try Files.write(stdout, to: folder + "/stdout")
        try Files.write(stderr, to: folder + "/stderr")
    }

    /// Puts a placeholder wherever a value stands as a word of its own.
    mutating func replace(_ value: String, by placeholder: String) {
        stdout = Self.replacing(value, by: placeholder, in: stdout)
        stderr = Self.replacing(value, by: placeholder, in: stderr)
    }

    static func replacing(_ value: String, by placeholder: String, in bytes: [UInt8]) -> [UInt8] {
        let wanted = Array(value.utf8)
        guard let first = wanted.first else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let end = index + wanted.count
            if bytes[index] == first, end <= bytes.count, bytes[index..<end].elementsEqual(wanted),
                index == 0 || !isWord(bytes[index - 1]), end == bytes.count || !isWord(bytes[end])
            {
                result += Array(placeholder.utf8)
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
