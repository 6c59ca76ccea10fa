import EstateModel
import Foundation
import Lifecycle
import StrictYAML
import Testing

@testable import RuleExchange

/// The distributions' own tables as a source to compare with.
struct DistroInfoTests {
    private static let debian = """
        version,codename,series,created,release,eol,eol-lts,eol-elts
        11,Bullseye,bullseye,2019-07-06,2021-08-14,2024-08-14,2026-08-31,2031-06-30
        13,Trixie,trixie,2023-06-10,2025-08-09,2028-08-09
        ,Sid,sid,1993-08-16

        """
    private static let ubuntu = """
        version,codename,series,created,release,eol,eol-server,eol-esm,eol-legacy
        22.04 LTS,Jammy Jellyfish,jammy,2021-10-14,2022-04-21,2027-06-01,2027-06-01,2032-04-09,2034-04-26
        """

    private func read(_ text: String) throws -> ForeignCatalogue {
        try ForeignCatalogue(reading: Array(text.utf8), file: "table.csv")
    }

    @Test func aTableIsReadAsAProduct() throws {
        let product = try #require(try read(Self.debian).products["debian"])
        #expect(product.releases.map(\.name) == ["11", "13"])
        #expect(product.release("11")?.end(.security).day == CalendarDay("2024-08-14"))
        #expect(product.release("11")?.end(.extended).day == CalendarDay("2026-08-31"))
        #expect(product.release("13")?.end(.extended) == .absent)
        let jammy = try #require(try read(Self.ubuntu).products["ubuntu"]?.release("22.04"))
        #expect(jammy.end(.extended).day == CalendarDay("2032-04-09"))
    }

    @Test func aWrongRowIsToldAndTheOthersAreUsed() throws {
        let text = Self.debian.replacing("2024-08-14", with: "2024-02-30") + "\u{1B}[2J,Evil,evil,,2020-01-01\n"
        let catalogue = try read(text)
        #expect(catalogue.products["debian"]?.releases.map(\.name) == ["13"])
        #expect(catalogue.diagnostics.map(\.location.line) == [2, 5])
        #expect(throws: InvalidFile.self) { try read("version,codename,series,created,release,eol\n") }
    }

    @Test(
        .enabled(
            if: FileManager.default.isReadableFile(atPath: "/usr/share/distro-info/debian.csv"),
            "distro-info-data is not installed"
        ),
        arguments: ["debian", "ubuntu"]
    )
    func theInstalledTableIsReadWhole(_ name: String) throws {
        let file = "/usr/share/distro-info/\(name).csv"
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
        let catalogue = try ForeignCatalogue(reading: bytes, file: file)
        #expect(catalogue.diagnostics.isEmpty)
        #expect(catalogue.products[name]?.releases.count ?? 0 > 15)
    }

    /// The shipped dates are the distributions' own.
    @Test func shippedDatesAgreeWithTheTable() throws {
        let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "rules")
        let pack = try RulePack.load(directories: [.init(path: rules.path)], keepingTests: false)
        for (table, dates) in [(Self.debian, 2), (Self.ubuntu, 1)] {
            let comparison = CatalogueComparison(pack, try read(table), asOf: try #require(CalendarDay("2026-11-20")))
            #expect(comparison.datesThatAgree >= dates)
            #expect(comparison.disagreements.allSatisfy { $0.kind == .releaseNotThere })
        }
    }
}
