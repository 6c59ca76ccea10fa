import EstateModel
import Foundation

/// A device list as text, whatever encoding a spreadsheet gave it, and the day on which it was last changed.
struct DeviceListFile {
    let text: String
    let changed: CalendarDay

    /// - Parameter limit: the most bytes that are read.
    /// - Throws: ``Failure`` when the file cannot be read, is too large, or is a workbook.
    init(_ path: String, limit: Int) throws {
        let bytes: [UInt8]
        do throws(BoundedFile.Fault) {
            bytes = try BoundedFile.read(path, limit: limit).bytes
        } catch {
            throw Failure("cannot read \(visible(path)): it \(error.message)")
        }
        // A .xlsx is a ZIP archive, a .xls a compound file.
        guard !bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]), !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw Failure("\(visible(path)) is a workbook; save the sheet as CSV and import that")
        }
        text = TextDecoder.spreadsheetText(bytes)
        let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        let seconds = date.map { Int64($0.timeIntervalSince1970.rounded(.down)) }
        changed = (seconds.map(Instant.init(secondsSinceEpoch:)) ?? SystemClock.now).day
    }
}
