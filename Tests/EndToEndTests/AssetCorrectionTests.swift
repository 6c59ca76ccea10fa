import TestSupport
import Testing

/// What a person says of assets: that two are one, that one is gone, and that it was a mistake.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct AssetCorrectionTests {
    /// Two hosts of which the second is a copy: another name and SSH host key, the same machine-id.
    private func estateWithAClone() async throws -> (estate: EndToEndEstate, scan: ReeveProgram.Outcome) {
        let estate = try EndToEndEstate()
        let id = try estate.folder.write("0123456789abcdef0123456789abcdef\n", to: "shared-id", permissions: 0o644)
        let copied = HostDisguise(first: "mount --bind \(id) /etc/machine-id")
        try estate.addHost("original", copied)
        try estate.addHost("copy", copied)
        #expect(try await estate.reeve("scan", "--target", "original").status == 0)
        return (estate, try await estate.reeve("scan", "--target", "copy"))
    }

    private func names(_ estate: EndToEndEstate, _ arguments: String...) async throws -> [String] {
        let rows = try await estate.reeve(["assets", "--format", "csv"] + arguments).output.split(separator: "\r\n")
        return rows.dropFirst().map { String($0.split(separator: ",")[1]) }
    }

    @Test(.timeLimit(.minutes(3)))
    func aCloneIsSaidAndTheCommandsOfItsRemedyExist() async throws {
        let (estate, scan) = try await estateWithAClone()
        #expect(scan.status == 3, "\(scan)")
        let lines = scan.output.split(separator: "\n").map { $0.drop { $0 == " " } }
        let cause = try #require(lines.firstIndex { $0.hasPrefix("identity-conflict: copy") }, "\(scan)")
        let remedy = lines[cause + 3].dropFirst("What to do: ".count)
        try FaultsDocument.expectHost("copy", "identity-conflict", lines[cause + 1], remedy)
        #expect(try await names(estate) == ["copy", "original"])

        let merged = try await estate.reeve("assets", "merge", "copy", "--into", "original", "--reason", "one host")
        #expect(merged.status == 0, "\(merged)")
        #expect(merged.messages.contains("`reeve assets split 1` undoes it"))
        #expect(try await names(estate) == ["original"])
        let twice = try await estate.reeve("assets", "merge", "original", "--into", "original", "--reason", "again")
        #expect(twice.status == 1)
        #expect(twice.messages.contains("merged into itself"), "\(twice)")
        try FaultsDocument.expectCommand(twice)
        let merges = try await estate.reeve("assets", "merges", "--format", "csv")
        #expect(merges.output.contains("1,2,1,") && merges.output.contains(",one host\r\n"), "\(merges)")

        #expect(try await estate.reeve("assets", "split", "1", "--reason", "two machines").status == 0)
        #expect(try await names(estate) == ["copy", "original"])
        let again = try await estate.reeve("assets", "split", "1", "--reason", "two machines")
        #expect(again.status == 1)
        #expect(again.messages.contains("`reeve assets merges` lists them"))
        try FaultsDocument.expectCommand(again)
        #expect(try estate.integrity() == "ok")
    }

    @Test(.timeLimit(.minutes(3)))
    func aRetiredAssetIsLeftOutUntilAScanMeetsItAgain() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01", HostDisguise())
        #expect(try await estate.reeve("scan").status == 0)
        let unknown = try await estate.reeve("assets", "retire", "db02", "--reason", "switched off")
        #expect(unknown.status == 1)
        #expect(unknown.messages.contains("there is no asset 'db02'; did you mean 'db01'?"), "\(unknown)")
        try FaultsDocument.expectCommand(unknown)
        #expect(try await estate.reeve("assets", "retire", "db01", "--reason", "switched off").status == 0)
        #expect(try await names(estate).isEmpty)
        #expect(try await estate.reeve("assets").messages.contains("no asset has been read"))
        #expect(try await names(estate, "--all") == ["db01 (retired)"])
        #expect(try await names(estate, "--as-of", "1") == ["db01"])
        let twice = try await estate.reeve("assets", "retire", "db01", "--reason", "again")
        #expect(twice.status == 0)
        #expect(twice.messages.contains("retired already"))
        #expect(try await estate.reeve("scan").status == 0)
        #expect(try await names(estate) == ["db01"])
    }

    @Test(.timeLimit(.minutes(3)), arguments: ["show db01", "show 1", "list db01", "db01"])
    func oneAssetIsShown(_ words: String) async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01", HostDisguise())
        #expect(try await estate.reeve("scan").status == 0)
        let arguments = ["assets"] + words.split(separator: " ").map(String.init)
        let shown = try await estate.reeve(arguments)
        #expect(shown.status == 0, "\(shown)")
        #expect(shown.output.contains("db01 (number 1)"))
        let table = try await estate.reeve(arguments + ["--format", "csv"]).output
        #expect(table.hasPrefix("Fact,Value\r\n"), "\(table)")
        #expect(table.contains("\r\nHost name,db01\r\n"))
    }

    /// Whoever says that a host is part of another cannot make its risk go away by a scan that read both.
    @Test(.timeLimit(.minutes(5)))
    func aMergeProvesNothingAboutWhatWasRead() async throws {
        let deciding = try await DecidingEstate()
        try deciding.estate.folder.write("ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian 13\"\n", to: "new")
        try deciding.addHost("fs3", osRelease: "new")
        #expect(try await deciding.estate.reeve("scan").status == 0)
        let risks = try await deciding.register().map(\.reference)
        #expect(risks.count == 2)
        let merge = ["assets", "merge", "fs1", "--into", "fs3", "--by", "jane", "--reason", "the same machine"]
        let merged = try await deciding.estate.reeve(merge)
        #expect(merged.status == 0 && merged.messages.flattened.contains("they may be two machines"), "\(merged)")
        _ = try await deciding.register()
        let open = try await deciding.estate.reeve("risk", "list", "--format", "csv").output
        for risk in risks { #expect(open.contains("\(risk),open"), "\(open)") }

        #expect(try await deciding.estate.reeve("scan", "--target", "fs3").status == 0)
        _ = try await deciding.register()
        let log = try await deciding.estate.reeve("audit", "--format", "csv").output
        #expect(log.contains("fs1 was made part of asset"), "\(log)")
        let gone = try await deciding.estate.reeve("risk", "list", "--all", "--format", "csv").output
        for risk in risks { #expect(gone.contains("\(risk),gone"), "\(gone)") }
    }
}
