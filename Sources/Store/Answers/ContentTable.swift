import FoundationEssentials
import GRDB

/// Bytes by their SHA-256, each stored once.
struct ContentTable {
    let database: Database
    let compression: Compression

    private enum Encoding: Int64 {
        case plain = 0
        case zstd = 1
        case zstdWithBase = 2
    }

    /// Below this, a frame's own header eats what compression saves.
    private static let smallestCompressed = 48
    /// Beyond this, comparing with an older answer takes more memory than it is worth.
    private static let largestWithBase = 8 << 20

    init(_ database: Database) throws {
        guard let compression = Compression() else {
            throw StoreError(.internalFault, subject: "zstd", message: "there is no memory to compress answers with.")
        }
        self.database = database
        self.compression = compression
    }

    func id(_ digest: ContentDigest) throws -> Int64? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM content WHERE digest = ?")
        return try Int64.fetchOne(statement, arguments: [Data(digest.bytes)])
    }

    /// Stores bytes, if they are not there yet, and gives their id.
    ///
    /// - Parameter older: the id of what the same probe answered before; what is new is stored as the difference.
    func store(_ bytes: [UInt8], digest: ContentDigest, older: Int64?) throws -> Int64 {
        if let id = try id(digest) { return id }
        let (encoding, base, stored) = try encode(bytes, older: older)
        let statement = try database.cachedStatement(
            sql: "INSERT INTO content (digest, size, encoding, base_id, bytes) VALUES (?, ?, ?, ?, ?)"
        )
        try statement.execute(
            arguments: [Data(digest.bytes), bytes.count, encoding.rawValue, base, Data(stored)]
        )
        return database.lastInsertedRowID
    }

    /// The best of three: as it is, compressed, or as a difference to a whole older answer.
    ///
    /// A base is always whole itself, so that reading one answer never unpacks more than two.
    private func encode(_ bytes: [UInt8], older: Int64?) throws -> (Encoding, base: Int64?, [UInt8]) {
        guard bytes.count >= Self.smallestCompressed else { return (.plain, nil, bytes) }
        if let older, bytes.count <= Self.largestWithBase {
            let base = try wholeBase(of: older)
            let prefix = try content(base)
            // A difference of more than a sixteenth of the answer means that the base has grown too old.
            if prefix.count >= Self.smallestCompressed, prefix.count <= Self.largestWithBase,
                let difference = compression.compress(bytes, prefix: prefix),
                difference.count < bytes.count / 16 + 64
            {
                return (.zstdWithBase, base, difference)
            }
        }
        guard let packed = compression.compress(bytes), packed.count < bytes.count else { return (.plain, nil, bytes) }
        return (.zstd, nil, packed)
    }

    private func wholeBase(of id: Int64) throws -> Int64 {
        let statement = try database.cachedStatement(sql: "SELECT coalesce(base_id, id) FROM content WHERE id = ?")
        return try Int64.fetchOne(statement, arguments: [id]) ?? id
    }

    /// The bytes as they were stored, checked against their hash.
    func content(_ id: Int64) throws -> [UInt8] {
        try content(id, mayHaveBase: true)
    }

    private func content(_ id: Int64, mayHaveBase: Bool) throws -> [UInt8] {
        let statement = try database.cachedStatement(
            sql: "SELECT digest, size, encoding, base_id, bytes FROM content WHERE id = ?"
        )
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { throw damaged(id) }
        let stored = [UInt8](row[4] as Data)
        let bytes: [UInt8]?
        switch Encoding(rawValue: row[2]) {
        case .plain: bytes = stored
        case .zstd: bytes = compression.decompress(stored, size: row[1])
        case .zstdWithBase:
            guard mayHaveBase, let base: Int64 = row[3] else { throw damaged(id) }
            let prefix = try content(base, mayHaveBase: false)
            bytes = compression.decompress(stored, size: row[1], prefix: prefix)
        case nil: bytes = nil
        }
        guard let bytes, ContentDigest(of: bytes).bytes == [UInt8](row[0] as Data) else { throw damaged(id) }
        return bytes
    }

    private func damaged(_ id: Int64) -> StoreError {
        StoreError(
            .damaged,
            subject: "answer content \(id)",
            message: "what is stored does not match its SHA-256; restore the database from a backup."
        )
    }
}
