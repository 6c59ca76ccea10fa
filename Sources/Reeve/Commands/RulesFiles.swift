import EstateModel
import Lifecycle

extension RulePack {
    /// The rule files as a change is proposed to them and as a bundle carries them: byte for byte.
    ///
    /// - Throws: ``Failure`` also for a file that is no UTF-8: judging reads it with gaps, but it must not be written
    ///   so.
    static func filesToWrite(in directories: [Directory]) throws -> [RuleFile] {
        let files: [RuleFile]
        do throws(LoadFailure) {
            files = try Self.files(in: directories)
        } catch {
            throw Failure(error.description)
        }
        if let damaged = files.first(where: { $0.text.unicodeScalars.contains("\u{FFFD}") }) {
            throw Failure("the rule file \(visible(damaged.shownAs)) is no UTF-8 text; save it as UTF-8")
        }
        return files
    }
}
