import TestSupport
import Testing

@testable import EstateModel

struct TextDecoderTests {
    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x61], "a"),
            ([0xFF, 0xFE, 0x61, 0x00, 0xF4, 0x00], "aô"),
            ([0xFE, 0xFF, 0x00, 0x61, 0x00, 0xF4], "aô"),
            ([0x61, 0x00, 0x62, 0x00, 0x0D, 0x00, 0x0A, 0x00], "ab\r\n"),
            ([0x00, 0x61, 0x00, 0x62], "ab"),
            ([0x1A, 0x04, 0x20, 0x00, 0x1A, 0x04], "К К"),
            (Array("wait.".utf8) + [0x43, 0x00, 0x61, 0x00, 0x70, 0x00], "wait.Cap"),
            ([0x61, 0xC3, 0xA9], "aé"),
            ([0x68, 0x93, 0x74, 0x65], "hôte"),
            ([0x56, 0x65, 0x72, 0x73, 0x69, 0xF3, 0x6E], "Versión"),
            ([0x38, 0xFF, 0x31, 0x39, 0x31, 0x20, 0x4D, 0x82, 0x67, 0x61], "8\u{A0}191 Méga"),
            ([], ""),
            ([0xFF, 0xFE], ""),
            ([0xFF, 0xFE, 0x61], ""),
            ([0x61, 0x00], "a"),
            (
                Array("no text at all ".utf8) + [0x00] + Array(String(repeating: "x", count: 100).utf8),
                "no text at all " + String(repeating: "x", count: 100)
            ),
        ] as [([UInt8], String)]
    )
    func bytesBecomeText(bytes: [UInt8], text: String) {
        #expect(TextDecoder.text(bytes) == text)
    }

    @Test func anythingIsText() {
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let count = Int.random(in: 0...200, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = TextDecoder.text(bytes)
            #expect(TextDecoder.utf8(bytes) == Array(text.utf8), "seed \(seed)")
        }
    }

    @Test func textOfOtherEncodingsComesBack() {
        let text = "Nom de l'hôte: ÉCOLE\r\nДата: 7 лет\r\n"
        #expect(TextDecoder.text(Array(text.utf8)) == text)
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(TextDecoder.text([0xFF, 0xFE] + little) == text)
        #expect(TextDecoder.text([0xFE, 0xFF] + big) == text)
        #expect(TextDecoder.text(little) == text)
        #expect(TextDecoder.text(big) == text)
    }

    @Test func tablesHaveOneCharacterForEachByte() {
        #expect(CodePage.cp850.upperHalf.count == 128)
        #expect(CodePage.cp1252.upperHalf.count == 128)
        #expect(CodePage.cp850.text([0x82, 0x9B, 0xE1, 0xFF]) == "éøß\u{A0}")
        #expect(CodePage.cp1252.text([0x80, 0x92, 0xA0, 0xE9, 0xFF]) == "€’\u{A0}éÿ")
    }
}

@Suite(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
struct TextDecoderCorpusTests {
    private let folder = "wesng/systeminfo/"

    @Test(arguments: [
        ("7_sp1_x64_enterprise_fr_systeminfo_cmd.txt", "hôte"),
        ("10_1809_x64_education_es_systeminfo.txt", "Versión"),
        ("7_sp1_x64_ultimaten_de_systeminfo.txt", "Eigenständige"),
        ("srv_2012r2_x64_standard_ru_systeminfo.txt", "Имя узла"),
    ])
    func systeminfoIsReadableInItsLanguage(name: String, word: String) throws {
        #expect(TextDecoder.text(try Corpus.bytes(folder + name)).contains(word))
    }

    @Test func everyWindowsRecordingHasNeitherNULNorReplacement() throws {
        let files = ["wesng", "glpi-agent/win32", "vuls/windows", "jc/windows"].flatMap(Corpus.files)
        #expect(files.count > 150)
        var doubtful: [String] = []
        for file in files {
            let text = TextDecoder.text(try Corpus.bytes(file))
            if text.unicodeScalars.contains(where: { $0 == "\0" || $0 == "\u{FFFD}" }) { doubtful.append(file) }
        }
        // One recording was repaired by its own authors and holds U+FFFD in UTF-8.
        #expect(doubtful == ["vuls/windows/Test_parseInstalledPackages_2_include_MSG_UnableToDownload_warning.txt"])
    }

    @Test func aStreamThatTurnsToUTF16IsReadToItsEnd() throws {
        let text = TextDecoder.text(try Corpus.bytes("wesng/qfe/xp_sp2_x64_qfe.txt"))
        #expect(text.hasPrefix("Please wait while WMIC is being installed.Caption"))
        #expect(text.contains("HotFixID"))
    }
}
