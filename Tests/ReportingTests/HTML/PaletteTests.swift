import Foundation
import Reporting
import Testing

/// Contrast after WCAG 2.2, from the colours in the page itself.
struct PaletteTests {
    @Test(arguments: [
        ("ink", "paper"), ("ink", "wash"), ("quiet", "paper"), ("quiet", "wash"), ("quiet", "good-wash"),
        ("quiet", "bad-wash"), ("accent", "paper"), ("bad", "paper"), ("bad", "bad-wash"), ("good", "paper"),
        ("good", "good-wash"), ("fair", "paper"), ("ink", "assumed-wash"), ("paper", "ink"), ("ink", "level0"),
        ("ink", "level1"), ("ink", "level2"), ("ink", "level3"), ("ink", "level4"), ("quiet", "level0"),
        ("quiet", "level1"), ("quiet", "level2"), ("quiet", "level3"),
    ])
    func textCanBeReadByPeopleWithLowVision(text: String, background: String) throws {
        let ratio = try contrast(text, background)
        #expect(ratio >= 4.5, "\(text) on \(background): \(ratio)")
    }

    @Test(arguments: [("focus", "paper"), ("edge", "paper"), ("accent", "wash"), ("bad", "paper"), ("fair", "paper")])
    func shapesCanBeSeenByPeopleWithLowVision(shape: String, background: String) throws {
        let ratio = try contrast(shape, background)
        #expect(ratio >= 3, "\(shape) on \(background): \(ratio)")
    }

    private func contrast(_ one: String, _ other: String) throws -> Double {
        let values = try [luminance(of: one), luminance(of: other)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    private func luminance(of name: String) throws -> Double {
        let page = HTMLReport(SampleEstate().model()).text
        let start = try #require(page.range(of: "--\(name): #")).upperBound
        let colour = try #require(UInt32(page[start...].prefix(6), radix: 16))
        let channels = [16, 8, 0].map { shift -> Double in
            let value = Double(colour >> shift & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
