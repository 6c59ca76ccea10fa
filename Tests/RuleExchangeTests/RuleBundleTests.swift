import EstateModel
import Lifecycle
import TestSupport
import Testing

@testable import RuleExchange

struct RuleBundleTests {
    private func bundle(_ files: [(String, String)] = [("b/two.yaml", "rule: 1\n"), ("a.yaml", "rule: 1 # é\n")])
        throws -> RuleBundle
    {
        let rules = files.map { RuleFile(path: $0.0, text: $0.1) }
        return try RuleBundle(
            rules,
            packSHA256: RulePack(files: rules).sha256,
            serial: 7,
            made: SmallPack.day("2026-11-20")
        )
    }

    private func entries() throws -> [TarArchive.Entry] {
        try TarArchive.read(try bundle().bytes(signature: [1, 2, 3]), mostEntries: 10, largestEntry: 10_000)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let made = try bundle()
        let bytes = try made.bytes(signature: [1, 2, 3])
        #expect(bytes == (try bundle().bytes(signature: [1, 2, 3])))
        let sealed = try RuleBundle.Sealed(reading: bytes)
        #expect(sealed.signature == [1, 2, 3])
        let opened = try sealed.opened()
        #expect(opened.manifest == made.manifest)
        #expect(opened.files.map(\.path) == ["a.yaml", "b/two.yaml"])
        #expect(opened.files.map(\.text) == ["rule: 1 # é\n", "rule: 1\n"])
        #expect(RulePack(files: opened.files).sha256 == opened.manifest.packSHA256)
    }

    @Test func everyTruncationIsRefused() throws {
        let bytes = try bundle().bytes(signature: [1])
        for count in stride(from: 0, to: bytes.count, by: 37) {
            #expect(throws: BundleFault.self) { try RuleBundle.Sealed(reading: Array(bytes[..<count])).opened() }
        }
        #expect(throws: BundleFault.self) { try RuleBundle.Sealed(reading: bytes + [0]) }
    }

    @Test func everyChangedByteOfAFileOrHeaderIsNoticedOrHarmless() throws {
        let bytes = try bundle().bytes(signature: [1])
        let whole = try RuleBundle.Sealed(reading: bytes)
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededRandom(seed: seed)
        for _ in 0..<2000 {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            var changed = bytes
            changed[place] ^= UInt8.random(in: 1...255, using: &generator)
            guard let sealed = try? RuleBundle.Sealed(reading: changed) else { continue }
            // A changed manifest or signature is ssh-keygen's to refuse.
            if sealed.manifestBytes != whole.manifestBytes || sealed.signature != whole.signature { continue }
            guard let opened = try? sealed.opened() else { continue }
            #expect(opened.files == (try whole.opened().files), "byte \(place) of \(bytes.count), seed \(seed)")
        }
    }

    @Test(arguments: [
        "../evil.yaml", "rules/../../evil.yaml", "/etc/evil.yaml", "rules//evil.yaml", "rules/.hidden.yaml",
        "rules/-rf.yaml", "rules/evil.sh", "rules", "rules/a b.yaml", "rules/x\u{1b}.yaml", "other/evil.yaml",
        "rules/a/b/c/d/e/f/g/h.yaml",
    ])
    func aPathOutsideTheRulesIsRefused(_ path: String) throws {
        #expect(!BundleManifest.isAllowed(path))
        var manifest = try bundle().manifest
        manifest.files = [BundleManifest.File(path: path, sha256: RuleBundle.sha256([]))]
        let bytes = try TarArchive.write([
            TarArchive.Entry(path: "MANIFEST", bytes: Array(manifest.text.utf8)),
            TarArchive.Entry(path: "MANIFEST.sig", bytes: [1]), TarArchive.Entry(path: path, bytes: []),
        ])
        #expect(throws: BundleFault.self) { try RuleBundle.Sealed(reading: bytes).opened() }
    }

    @Test(arguments: [UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "5"), UInt8(ascii: "x"), 0])
    func linksFoldersDevicesAndExtensionsAreRefused(_ type: UInt8) throws {
        var bytes = try bundle().bytes(signature: [1])
        let header = try #require(bytes.indices.first { $0 >= 1024 && bytes[$0...].starts(with: "rules/".utf8) })
        let start = header / 512 * 512
        bytes[start + 156] = type
        let sum = bytes[start..<(start + 512)].enumerated().reduce(0) {
            $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element))
        }
        let digits = String(sum, radix: 8)
        let field = String(repeating: "0", count: 6 - digits.count) + digits
        bytes.replaceSubrange((start + 148)..<(start + 154), with: Array(field.utf8))
        let fault = #expect(throws: BundleFault.self) { try RuleBundle.Sealed(reading: bytes) }
        #expect(fault?.code == .forbiddenPath)
    }

    @Test func fileNumberAndSizeAreBounded() throws {
        let bytes = try bundle().bytes(signature: [1])
        #expect(throws: BundleFault.self) { try TarArchive.read(bytes, mostEntries: 3, largestEntry: 10_000) }
        #expect(throws: BundleFault.self) { try TarArchive.read(bytes, mostEntries: 10, largestEntry: 5) }
    }

    @Test(arguments: [
        ("reeve-rule-bundle 1", "reeve-rule-bundle 2"), ("serial 7", "serial -7"), ("serial 7", "serial 0"),
        ("serial 7", "serial 9999999999"), ("made 2026-11-20", "made 2026-11-31"), ("files 2", "files 3"),
        ("rules-sha256 ", "rules-sha256 x"), ("  rules/a.yaml", " rules/a.yaml"), ("  rules/a.yaml", "  rules/z.yaml"),
    ])
    func aManifestThatIsNotExactlyRightIsRefused(_ old: String, _ new: String) throws {
        let text = try bundle().manifest.text
        #expect((try BundleManifest(reading: Array(text.utf8))).text == text)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        #expect(throws: BundleFault.self) { try BundleManifest(reading: Array(changed.utf8)) }
    }

    @Test func aFileThatIsNotInTheManifestIsRefused() throws {
        var entries = try entries()
        entries.append(TarArchive.Entry(path: "rules/more.yaml", bytes: []))
        let bytes = try TarArchive.write(entries)
        let fault = #expect(throws: BundleFault.self) { try RuleBundle.Sealed(reading: bytes).opened() }
        #expect(fault?.code == .mismatch)
    }
}
