import Glibc

/// Whole files, without Foundation.
enum Files {
    /// - Throws: when the file cannot be read or is larger than `limit`.
    static func read(_ path: String, limit: Int = 64 << 20) throws(SimulatorError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("cannot read \(path)") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 { throw failure("cannot read \(path)") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if bytes.count > limit { throw SimulatorError("\(path) is larger than \(limit) bytes") }
        }
    }

    static func text(_ path: String) throws(SimulatorError) -> String {
        String(decoding: try read(path), as: UTF8.self)
    }

    static func write(_ bytes: [UInt8], to path: String) throws(SimulatorError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("cannot write \(path)") }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure("cannot write \(path)") }
            rest = rest.dropFirst(count)
        }
    }

    /// Open until the process ends.
    static func openForAppending(_ path: String) throws(SimulatorError) -> Int32 {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("cannot write \(path)") }
        return file
    }

    static func makeFolder(_ path: String) throws(SimulatorError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("cannot make the folder \(path)") }
    }

    static func failure(_ what: String) -> SimulatorError {
        SimulatorError("\(what): \(String(cString: strerror(errno)))")
    }
}
