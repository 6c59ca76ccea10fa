import EstateModel
package import StrictYAML

/// Reads an estate directory from disk.
package enum EstateLoader {
    /// The largest YAML file of an estate; CSV files may be four times as large.
    static let largestFile = 8 << 20

    /// Reads and checks everything; pure parsing is in ``EstateParser``.
    ///
    /// - Throws: ``InvalidFile`` with everything that is wrong, files that cannot be read included.
    package static func load(directory path: String) throws(InvalidFile) -> Estate {
        let directory = EstateDirectory(path: path)
        var files: [String: String] = [:]
        var faults: [Diagnostic] = []
        func read(_ name: String, limit: Int) {
            do throws(InvalidFile) {
                files[name] = try text(of: name, in: directory, limit: limit)
            } catch {
                faults += error.diagnostics
            }
        }
        for name in [EstateDirectory.estateFile, EstateDirectory.servicesFile, EstateDirectory.policyFile] {
            read(name, limit: largestFile)
        }
        for name in files[EstateDirectory.estateFile].map(EstateParser.filesNamed) ?? [] {
            read(name, limit: CSVDocument.largestFile)
        }
        // A file that could not be read would only make the rest look wrong.
        if !faults.isEmpty { throw InvalidFile(faults) }
        return try EstateParser.parse(files: files)
    }

    /// Nil when there is no such file; the parser says so where it matters.
    private static func text(
        of name: String,
        in directory: EstateDirectory,
        limit: Int
    ) throws(InvalidFile) -> String? {
        let contents: BoundedFile.Contents
        do throws(BoundedFile.Fault) {
            contents = try BoundedFile.read(directory.file(name), limit: limit)
        } catch {
            if error.kind == .absent { return nil }
            throw InvalidFile([Diagnostic(at: EstateParser.place(name), "the file \(error.message)")])
        }
        return try utf8(contents.bytes, file: name)
    }

    /// - Throws: ``InvalidFile`` naming the first byte that is not UTF-8, which is what spreadsheets save by default.
    static func utf8(_ bytes: [UInt8], file: String) throws(InvalidFile) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw InvalidFile([Diagnostic(at: EstateParser.place(file), "the file is UTF-16; save it as UTF-8")])
        }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let repaired = String(decoding: bytes, as: UTF8.self)
        var line = 1
        var column = 1
        for scalar in repaired.unicodeScalars {
            if scalar == "\u{FFFD}" { break }
            line = scalar == "\n" ? line + 1 : line
            column = scalar == "\n" ? 1 : column + 1
        }
        let location = SourceLocation(file: file, line: line, column: column)
        throw InvalidFile([Diagnostic(at: location, "a character that is not UTF-8; save the file as UTF-8")])
    }
}
