import EstateModel
import Testing

@testable import Collectors

struct WindowsOutputTests {
    @Test func jsonLinesAndDocumentsGiveTheSameRows() {
        let expected = [["displayname": "A", "displayversion": "1"], ["displayname": "B"]]
        let lines =
            #"{"DisplayName":"A","DisplayVersion":"1"}"# + "\n" + #"{"DisplayName":"B","DisplayVersion":null}"# + "\r\n"
        #expect(WindowsOutput.rows(Array(lines.utf8)) == expected)
        let document = "[\r\n  {\"DisplayName\": \"A\", \"DisplayVersion\": 1},\r\n{\"DisplayName\":  \"B \"}\r\n]"
        #expect(WindowsOutput.rows(Array(document.utf8)) == expected)
    }

    @Test func aSingleObjectOverSeveralLinesIsOneRow() {
        let text = "{\r\n    \"DisplayName\":  \"A\",\r\n    \"List\":  [\r\n  \"x\",\r\n \"y\"\r\n ]\r\n}\r\n"
        #expect(WindowsOutput.rows(Array(text.utf8)) == [["displayname": "A", "list": "x y"]])
    }

    @Test func aCutLineDoesNotLoseTheDocument() {
        let text = #"{"DisplayName":"A"}"# + "\n" + #"{"DisplayName":"B"#
        #expect(WindowsOutput.rows(Array(text.utf8)) == [["displayname": "A"]])
    }

    @Test func listsOfWMICComeInUTF16() {
        let text =
            "\r\n\r\nCaption=Microsoft Windows 7 Professionnel\r\nCSDVersion=\r\nEmpty=\r\nLine=a=b\r\n\r\nCaption=x\r\n"
        let bytes: [UInt8] = [0xFF, 0xFE] + PowerShellScript.utf16LittleEndian(text)
        let rows = WindowsOutput.rows(bytes)
        #expect(rows.first == ["caption": "Microsoft Windows 7 Professionnel", "line": "a=b"])
        #expect(rows.count == 2)
    }

    @Test func formatListMayWrapAValue() {
        let text = "\r\nName : A\r\nDescription : one\r\n              two\r\n\r\nName : B\r\n"
        #expect(WindowsOutput.rows(Array(text.utf8)) == [["name": "A", "description": "one two"], ["name": "B"]])
    }

    @Test func aRegistryExportMayWrapAndQuote() {
        let text = """
            Windows Registry Editor Version 5.00

            [HKEY_LOCAL_MACHINE\\X\\Uninstall\\A]
            @=""
            "DisplayName"="Say \\"hi\\" \\\\ bye"
            "SP"=dword:00000003
            "Help"=hex(2):68,00,\\
              69,00,00,00
            "Binary"=hex:01,02
            "Broken"="open
            """
        let row = WindowsOutput.rows(Array(text.utf8)).first
        #expect(row?["key"] == #"HKEY_LOCAL_MACHINE\X\Uninstall\A"#)
        #expect(row?["displayname"] == #"Say "hi" \ bye"#)
        #expect(row?["sp"] == "3")
        #expect(row?["help"] == "hi")
        #expect(row?["binary"] == nil)
        #expect(row?["broken"] == nil)
    }

    @Test(arguments: ["", "\r\n\r\n", "Access is denied.\r\n", "\u{1}\u{2}\u{3}", "{", "[", "\"", "Node,\n", "a,b\n"])
    func whatHasNoShapeHasNoRows(text: String) {
        #expect(WindowsOutput.rows(Array(text.utf8)).allSatisfy { $0.isEmpty })
    }

    @Test func hotfixIdsAreWordsOfTheRightLength() {
        let text = "KB12 KB5021233, kb1 KB976902-v2 KB5021233 KB123456789 XKB40000"
        #expect(WindowsHotfix.ids(in: Array(text.utf8)) == ["KB5021233", "KB976902", "KB40000"])
    }

    @Test func placeholdersOfFirmwareAreNothing() {
        for text in [
            "", " ", "None", "To be filled by O.E.M.", "Default string", "0123456789", "0000-0000", "FFFFFFFF",
        ] {
            #expect(SmbiosPlaceholder.cleanedSerial(text) == nil, "\(text)")
        }
        #expect(SmbiosPlaceholder.cleanedSerial(" ABC1 ") == "ABC1")
        #expect(SmbiosPlaceholder.cleanedSerial("VMware-42 33 00 ff") == "VMware-42 33 00 ff")
    }
}
