import GRDB

/// Why the store could not do what was asked: what failed, on which file, why, and what to do.
package struct StoreError: Error, Hashable, Sendable {
    /// Groups errors by cause; stable across releases.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        package static let missing = Self(rawValue: "missing")
        package static let notADatabase = Self(rawValue: "not-a-database")
        package static let foreignDatabase = Self(rawValue: "foreign-database")
        package static let newerSchema = Self(rawValue: "newer-schema")
        package static let damaged = Self(rawValue: "damaged")
        package static let locked = Self(rawValue: "locked")
        package static let diskFull = Self(rawValue: "disk-full")
        package static let notWritable = Self(rawValue: "not-writable")
        package static let scanInProgress = Self(rawValue: "scan-in-progress")
        package static let noSuchScan = Self(rawValue: "no-such-scan")
        package static let noSuchAsset = Self(rawValue: "no-such-asset")
        package static let notAllowed = Self(rawValue: "not-allowed")
        package static let cancelled = Self(rawValue: "cancelled")
        package static let internalFault = Self(rawValue: "internal-fault")
    }

    package let code: Code
    /// The file, or the scan or asset, that it concerns.
    package let subject: String
    /// One or two sentences: what failed, why, and what to do.
    package let message: String

    package init(_ code: Code, subject: String, message: String) {
        self.code = code
        self.subject = subject
        self.message = message
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String { "\(subject): \(message)" }
}

extension StoreError {
    /// Puts whatever SQLite or the system reported into the words of someone who runs `reeve`.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self = .database(error, path: path)
        case is CancellationError: self = .cancelled(path)
        default:
            self.init(.internalFault, subject: path, message: "could not be used: \(error).")
        }
    }

    private static func database(_ error: DatabaseError, path: String) -> StoreError {
        let reason = error.message ?? "no reason given"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreError(
                .locked,
                subject: path,
                message: "the database is locked by another process; wait until it has finished and try again."
            )
        case .SQLITE_FULL:
            return StoreError(
                .diskFull,
                subject: path,
                message: "the disk is full, so the last host was not written and nothing is half written; "
                    + "free some space and run the scan again with --resume."
            )
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: return .cancelled(path)
        case .SQLITE_NOTADB: return .notADatabase(path)
        case .SQLITE_CORRUPT:
            return StoreError(
                .damaged,
                subject: path,
                message: "the database is damaged (\(reason)); restore the last backup, "
                    + "or save what can be read with `sqlite3 \(path) .recover`."
            )
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH: return .notWritable(path, reason: reason)
        case .SQLITE_IOERR:
            return StoreError(
                .diskFull,
                subject: path,
                message: "the disk refused a read or write (\(reason)); check its space and health, then try again."
            )
        default:
            let statement = error.sql.map { " in `\($0)`" } ?? ""
            return StoreError(
                .internalFault,
                subject: path,
                message: "SQLite refused with code \(error.extendedResultCode.rawValue) (\(reason))\(statement); "
                    + "this is a fault of reeve, please report it."
            )
        }
    }

    private static func cancelled(_ path: String) -> StoreError {
        StoreError(.cancelled, subject: path, message: "stopped before it was written; nothing was changed.")
    }

    static func notADatabase(_ path: String) -> StoreError {
        StoreError(
            .notADatabase,
            subject: path,
            message: "this file is no SQLite database; move it away, or name the right estate folder with --estate."
        )
    }

    static func notWritable(_ path: String, reason: String) -> StoreError {
        StoreError(
            .notWritable,
            subject: path,
            message: "the database cannot be opened for writing (\(reason)); SQLite writes beside it even when it "
                + "only reads, so give this user write access to the file and its folder, or copy the folder."
        )
    }

    static func noSuchAsset(_ asset: AssetID) -> StoreError {
        StoreError(
            .noSuchAsset,
            subject: "asset \(asset.rawValue)",
            message: "there is no such asset; `reeve assets` lists them."
        )
    }
}
