import EstateModel
import Foundation
import Testing

@testable import Collectors

struct PowerShellScriptTests {
    private let nonce = "0123456789abcdef"

    @Test func theCommandIsShortAndNothingButWords() {
        let command = PowerShellScript.command
        #expect(command.utf8.count < 1000, "cmd allows 8191")
        #expect(command.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " -+/=".contains($0)) })
    }

    @Test func theEncodedCommandIsTheBootstrapInUTF16() throws {
        let encoded = try #require(PowerShellScript.command.split(separator: " ").last.map(String.init))
        let data = try #require(Data(base64Encoded: encoded))
        #expect(String(data: data, encoding: .utf16LittleEndian) == PowerShellScript.bootstrap)
    }

    @Test(arguments: 0...12)
    func base64IsThatOfOthers(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
        #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
    }

    @Test func theTextIsTheSameForEveryRun() {
        let one = PowerShellScript.compose(PowerShellScript.text(of: .windows), nonce: nonce)
        let other = PowerShellScript.compose(
            PowerShellScript.text(of: .windows),
            nonce: "fedcba9876543210",
            longestProbeSeconds: 5
        )
        #expect(one.text == other.text)
        #expect(one.digest == other.digest)
        #expect(one.input != other.input)
        #expect(!one.text.contains(nonce))
        #expect(String(decoding: one.input, as: UTF8.self).hasSuffix(one.text))
    }

    @Test func theScriptIsASCII() {
        #expect(PowerShellScript.text(of: .windows).text.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
    }

    @Test func hereStringsEndWhereTheyShould() {
        for probe in Platform.windows.probes {
            let ends = probe.command.split(separator: "\n").contains { $0.hasPrefix("'@") || $0.hasPrefix("@'") }
            #expect(!ends, "\(probe.id)")
        }
        let lines = PowerShellScript.text(of: .windows).text.split(separator: "\n")
        let opened = lines.filter { $0.hasSuffix("@'") }.count
        #expect(opened == lines.filter { $0 == "'@" }.count)
        #expect(opened == Platform.windows.probes.count + 2)
    }

    @Test func everyProbeIsInTheScriptOnce() {
        let text = PowerShellScript.text(of: .windows).text
        for probe in Platform.windows.probes {
            let call = "Reeve-Probe '\(probe.id)' \(probe.timeoutSeconds) \(probe.byteLimit) @'\n\(probe.command)\n'@"
            #expect(text.components(separatedBy: call).count == 2, "\(probe.id)")
        }
    }

    /// What changes a host, asks the network or needs a later PowerShell.
    @Test(arguments: [
        "Set-", "Remove-", "Stop-", "Start-", "Restart-", "Invoke-WebRequest", "Win32_Product ", "Win32_Product\n",
        "Out-File", "Set-Content", "Add-Content", "ConvertTo-Json", "[PSCustomObject]", "Install-", "New-Item",
        "sc.exe",
        "wmic", "Import-Module", "Invoke-Expression", "DownloadString",
    ])
    func theScriptOnlyReads(word: String) {
        #expect(!PowerShellScript.text(of: .windows).text.contains(word))
    }

    @Test func framesAreThoseOfTheReader() {
        let text = """
            #< CLIXML

            @\(nonce) begin host 4096 0.10
            Windows 10.0.17763.0 AMD64
            shell powershell 5.1.17763.1
            @\(nonce) end host 0 0.12

            @\(nonce) begin windows-os 1048576 0.12
            {"Caption":"Microsoft Windows Server 2019 Standard"}
            @\(nonce) end windows-os 0 1.40

            @\(nonce) done

            """
        let transcript = FrameReader.read(stdout: Array(text.utf8), stderr: [], nonce: nonce)
        #expect(transcript.isComplete)
        #expect(transcript.answers.map(\.probe) == ["host", "windows-os"])
        #expect(transcript.answers.map(\.status) == [0, 0])
        #expect(transcript.answers.last?.durationMilliseconds == 1280)
        #expect(HostDescription(transcript.answers.first)?.system == "Windows")
        #expect(HostDescription(transcript.answers.first)?.machine == "AMD64")
        #expect(HostDescription(transcript.answers.first)?.shell == "powershell 5.1.17763.1")
    }
}
