import Reporting
import Testing

/// One report in every format. A change of a golden is reviewed like code: `RECORD_GOLDENS=1 swift test`.
struct GoldenTests {
    @Test(arguments: ReportFormat.allCases)
    func theReportOfASharedServiceIsAsRecorded(format: ReportFormat) throws {
        try Golden.expect(try format.render(SharedService.estate.model()), isFile: "report.\(format.rawValue)")
    }

    @Test(arguments: ReportFormat.allCases)
    func theReportOfOneCouncilIsAsRecorded(format: ReportFormat) throws {
        let text = try format.render(SharedService.estate.model(of: "westmere"))
        try Golden.expect(text, isFile: "westmere.\(format.rawValue)")
    }

    @Test(arguments: ReportFormat.allCases)
    func theReportOfAnEmptyEstateIsAsRecorded(format: ReportFormat) throws {
        try Golden.expect(try format.render(SampleEstate().model()), isFile: "empty.\(format.rawValue)")
    }

    /// Dictionaries and sets of the input come in another order in every process, so two orders are tried here.
    @Test(arguments: ReportFormat.allCases)
    func theOrderOfTheInputDoesNotMatter(format: ReportFormat) throws {
        let estate = SharedService.estate
        var other = estate
        other.findings.reverse()
        other.assets.reverse()
        let text = try format.render(estate.model())
        #expect(try format.render(other.model()) == text)
        #expect(try format.render(estate.model()) == text)
    }
}
