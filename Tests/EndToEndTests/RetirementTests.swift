import Foundation
import TestSupport
import Testing

/// A host that was switched off closes its risks, so it is a decision of somebody, in the log.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct RetirementTests {
    @Test(.timeLimit(.minutes(5)))
    func theRisksOfARetiredHostAreClosedInItsName() async throws {
        let deciding = try await DecidingEstate()
        let estate = deciding.estate
        let risk = try #require(try await deciding.register().map(\.reference).min())
        try estate.folder.write("ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n", to: "newer")
        try deciding.addHost("fs2", osRelease: "newer")

        let words = ["assets", "retire", "fs1", "--reason", "switched off, change 4502"]
        let nobody = try await estate.reeve(words)
        #expect(nobody.status == 1 && nobody.messages.contains("say with --by who of them"), "\(nobody)")
        let adviser = try await estate.reeve(words + ["--by", "adam"])
        #expect(adviser.status == 1 && adviser.messages.contains("may not correct the inventory"), "\(adviser)")
        let retired = try await estate.reeve(words + ["--by", "jane"])
        #expect(retired.status == 0, "\(retired)")
        let twice = try await estate.reeve(words + ["--by", "jane"])
        #expect(twice.status == 0 && twice.messages.contains("retired already"), "\(twice)")

        #expect(try await estate.reeve("scan", "--target", "fs2").status == 0)
        let shown = try await deciding.run("risk", "show", risk)
        let departure = "fs1 was taken out of use on"
        for text in ["gone, proven by scan 2", departure, "by Jane Smith, Infrastructure Architect", "change 4502"] {
            #expect(shown.output.flattened.contains(text), "\(text): \(shown.output)")
        }
        let log = try await estate.reeve("audit", "--format", "csv").output
        #expect(log.components(separatedBy: "Asset 1 (fs1) taken out of use").count == 2, "logged once: \(log)")

        #expect(try await estate.reeve("scan", "--target", "fs1").status == 0)
        #expect(try await deciding.register().count == 2, "it is back")
        let after = try await estate.reeve("audit", "--format", "csv").output
        #expect(after.contains("Asset 1 back in use: scan 3 met it"), "\(after)")
        #expect(after.contains("Risk \(risk) opened again on 1 asset"), "\(after)")
        #expect(try await estate.reeve("audit", "verify").status == 0)
    }
}
