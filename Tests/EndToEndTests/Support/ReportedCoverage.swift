import Foundation

/// The part of `reeve report json` that tells what a scan could not read.
struct ReportedCoverage: Decodable {
    struct Cause: Decodable {
        var code: String
        var hosts: [String]
        var message: String
        var remedy: String
    }

    var targets: Int
    var read: Int
    var failures: [Cause]
    var partial: [Cause]

    init(report: String) throws {
        struct Report: Decodable {
            var coverage: ReportedCoverage
        }
        self = try JSONDecoder().decode(Report.self, from: Data(report.utf8)).coverage
    }
}
