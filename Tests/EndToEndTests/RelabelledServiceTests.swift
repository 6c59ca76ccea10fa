import Foundation
import TestSupport
import Testing

/// A host's service is part of a risk's name. To call it otherwise must neither hide what became worse nor lose what
/// was decided.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct RelabelledServiceTests {
    private static let services = """
        services:
          files:
            name: Files
            owner: Head of ICT
            organisations: {darlbrook: 50, stockvale: 50}
            ratings: {data: 2, availability: 2, internet-facing: false}
          portal:
            name: Portal
            owner: Head of ICT
            organisations: {darlbrook: 50, stockvale: 50}
            ratings: {data: 5, availability: 5, internet-facing: true}
        """

    private func relabel(_ deciding: DecidingEstate, from old: String, to new: String) async throws {
        let folder = deciding.estate.folder
        let text = folder.text(of: "estate/estate.yaml")
        #expect(text.contains("service: \(old)"))
        try folder.write(text.replacing("service: \(old)", with: "service: \(new)"), to: "estate/estate.yaml")
        #expect(try await deciding.estate.reeve("scan").status == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func whatBecameWorseUnderAnotherNameSuspends() async throws {
        let deciding = try await DecidingEstate(service: "files", services: Self.services)
        try await deciding.requested()
        for person in ["dora", "sam"] { #expect(try await deciding.approve(person).status == 0) }
        let before = try await deciding.register()
        #expect(before.allSatisfy { !$0.unmanaged && $0.plan == "P-0001" }, "\(before)")

        try await relabel(deciding, from: "files", to: "portal")
        let after = try await deciding.register()
        #expect(after.count == 2 && Set(after.map(\.reference)).isDisjoint(with: before.map(\.reference)), "\(after)")
        #expect(after.allSatisfy { $0.plan == "P-0001" }, "the plan removes it all the same: \(after)")
        let shown = try await deciding.run("exception", "show", "E-0001")
        #expect(shown.output.hasPrefix("E-0001: suspended"), "\(shown)")
        #expect(shown.output.contains("the residual band is Critical, and was High"), "\(shown)")
        let now = after.map(\.reference).sorted().joined(separator: ", ")
        let said = "no risk any more by what is known; what it covers is now \(now)"
        #expect(shown.output.flattened.contains(said), "\(shown)")
        let listed = try await deciding.estate.reeve("exception", "list")
        #expect(listed.output.contains("suspended"), "\(listed)")
        // The product is still there, so nothing is told as gone.
        let told = try await deciding.run("register", "--since", NoticeEstate.day(-1)).output.flattened
        for (former, row) in zip(before.map(\.reference).sorted(), after.sorted { $0.reference < $1.reference }) {
            #expect(told.contains("\(former) Debian 9 (stretch), no risk of its own since"), "\(told)")
            #expect(told.contains("the same product is now \(row.reference)"), "\(told)")
        }
        #expect(!told.contains("gone on"), "\(told)")
        let risks = try await deciding.estate.reeve("risk", "list", "--all", "--format", "csv").output
        #expect(before.allSatisfy { risks.contains("\($0.reference),over") }, "\(risks)")
    }

    @Test(.timeLimit(.minutes(5)))
    func whoeverGetsAShareLaterHasAcceptedNothing() async throws {
        let alone = "{darlbrook: 100}"
        let deciding = try await DecidingEstate(shares: alone)
        try await deciding.requested()
        #expect(try await deciding.approve("dora").status == 0)
        #expect(try await deciding.register().map(\.unmanaged) == [false])
        let file = deciding.estate.folder.text(of: "estate/estate.yaml")
        try deciding.estate.folder.write(
            file.replacing(alone, with: DecidingEstate.bothShares),
            to: "estate/estate.yaml"
        )
        #expect(try await deciding.estate.reeve("scan").status == 0)
        let rows = try await deciding.register()
        #expect(rows.filter(\.unmanaged).map(\.organisation) == ["stockvale"], "\(rows)")
        let shown = try await deciding.run("exception", "show", "E-0001")
        let said = "Not for Stockvale Borough Council, which got a share of the assets since and has accepted nothing"
        #expect(shown.output.flattened.contains(said), "\(shown)")
    }
}
