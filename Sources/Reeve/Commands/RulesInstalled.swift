import EstateModel
import Foundation
import Lifecycle
import RuleExchange

/// A folder of installed packs: `packs/SERIAL-HASH/rules` for each, and the link `current` to the one in use.
struct InstalledPacks {
    let root: String

    private var currentLink: String { root + "/current" }

    /// Where the rules in use are, when a directory is such a folder; nil for a plain directory of rules.
    ///
    /// The link is followed once: a pack that is switched while it is read is still read from one place.
    static func rules(in directory: String) -> String? {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: directory + "/current"),
            isPackName(target)
        else { return nil }
        return directory + "/" + target + "/rules"
    }

    private static func isPackName(_ target: String) -> Bool {
        let parts = target.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == "packs"
            && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2D }
            && parts[1].first?.isNumber == true
    }

    /// The manifest of the pack in use; nil before the first.
    func manifestInUse() throws -> BundleManifest? {
        guard let rules = Self.rules(in: root) else {
            if FileManager.default.fileExists(atPath: currentLink) {
                throw Failure("\(visible(currentLink)) is not the link that `reeve rules install` makes; move it away")
            }
            return nil
        }
        let path = rules.dropLast("rules".count) + RuleBundle.manifestName
        do {
            return try BundleManifest(reading: BoundedFile.read(String(path), limit: 1 << 20).bytes)
        } catch let fault as BoundedFile.Fault {
            throw Failure("\(visible(path)) \(fault.message), so the serial in use is not known; nothing is installed")
        } catch {
            throw Failure("\(visible(path)) is damaged, so the serial in use is not known; nothing is installed")
        }
    }

    /// - Throws: ``Failure`` when the bundle is not newer than what is in use.
    func checkSerial(_ bundle: RuleBundle, named name: String) throws {
        guard let used = try manifestInUse() else { return }
        guard bundle.manifest.serial > used.serial else {
            let relation = bundle.manifest.serial == used.serial ? "the same as" : "older than"
            throw Failure(
                "the bundle \(visible(name)) is refused: its serial \(bundle.manifest.serial) is \(relation) "
                    + "\(used.serial), which is in use"
            )
        }
    }

    /// Unpacks a bundle beside the others and makes it the one in use, in one step that happens or does not.
    ///
    /// - Returns: the folder of its rules.
    func install(_ bundle: RuleBundle, sealed: RuleBundle.Sealed, named name: String) throws -> String {
        try makeFolder(root)
        try makeFolder(root + "/packs")
        let lock = try hold()
        defer { close(lock) }
        try checkSerial(bundle, named: name)
        let target = "packs/\(bundle.manifest.serial)-\(bundle.manifest.packSHA256.prefix(12))"
        let incoming = root + "/packs/.incoming"
        // What an interrupted installation left; the lock says that nobody is writing it.
        try? FileManager.default.removeItem(atPath: incoming)
        defer { try? FileManager.default.removeItem(atPath: incoming) }
        try unpack(bundle, sealed, into: incoming)
        let place = root + "/" + target
        // The same bundle, unpacked before and never made current, or given up for an older one by hand.
        try? FileManager.default.removeItem(atPath: place)
        guard rename(incoming, place) == 0 else { throw failure(place) }
        flush(root + "/packs")
        try switchCurrent(to: target)
        return place + "/rules"
    }

    private func unpack(_ bundle: RuleBundle, _ sealed: RuleBundle.Sealed, into folder: String) throws {
        try makeFolder(folder)
        try NewFile.write(sealed.manifestBytes, to: folder + "/" + RuleBundle.manifestName)
        try NewFile.write(sealed.signature, to: folder + "/" + RuleBundle.signatureName)
        var folders: Set<String> = [folder]
        for file in bundle.files {
            var path = folder + "/rules"
            for part in [""] + file.path.split(separator: "/").dropLast().map(String.init) {
                if !part.isEmpty { path += "/" + part }
                if folders.insert(path).inserted { try makeFolder(path) }
            }
            try NewFile.write(Array(file.text.utf8), to: folder + "/rules/" + file.path)
        }
        for folder in folders { flush(folder) }
    }

    private func switchCurrent(to target: String) throws {
        let new = root + "/.current-new"
        unlink(new)
        guard symlink(target, new) == 0, rename(new, currentLink) == 0 else { throw failure(currentLink) }
        flush(root)
    }

    /// One installation at a time, so that none takes a newer one's place.
    private func hold() throws -> Int32 {
        let descriptor = open(root + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(root + "/.lock") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Failure("another installation into \(visible(root)) is running; wait until it has finished")
        }
        return descriptor
    }

    private func makeFolder(_ path: String) throws {
        if mkdir(path, 0o755) == 0 {
            // Rules are no secret, and the account that scans may be another.
            chmod(path, 0o755)
        } else if errno != EEXIST {
            throw failure(path)
        }
    }

    private func flush(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func failure(_ path: String) -> Failure {
        Failure("\(visible(path)) cannot be written (\(String(cString: strerror(errno)))); nothing was changed")
    }
}
