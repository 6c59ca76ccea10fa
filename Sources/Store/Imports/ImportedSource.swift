package import EstateModel

/// A file of the council's whose rows are kept beside what was found: what it was, who imported it, and its rows.
package struct ImportedSource: Hashable, Sendable {
    /// One row, as text whose meaning is the business of the module that made it.
    package struct Row: Hashable, Sendable {
        /// Of the file, counted from 1.
        package var line: Int
        package var body: String

        package init(line: Int, body: String) {
            self.line = line
            self.body = body
        }
    }

    /// `register` or `plan`.
    package var kind: String
    /// What its next edition replaces; unique among its kind.
    package var name: String
    /// The file's name, without folders.
    package var file: String
    /// Of the file, in hexadecimal.
    package var sha256: String
    /// Whose it is; nil when nobody said.
    package var organisation: String?
    /// How its rows are read again, as the module that made them wrote it.
    package var settings: String
    package var importedAt: Instant
    /// Who ran the import.
    package var importedBy: String
    /// In the order of the file.
    package var rows: [Row]

    package init(
        kind: String,
        name: String,
        file: String,
        sha256: String,
        organisation: String?,
        settings: String,
        importedAt: Instant,
        importedBy: String,
        rows: [Row]
    ) {
        self.kind = kind
        self.name = name
        self.file = file
        self.sha256 = sha256
        self.organisation = organisation
        self.settings = settings
        self.importedAt = importedAt
        self.importedBy = importedBy
        self.rows = rows
    }
}
