/// Every format of a report. To add one, write its file and name it here.
package enum ReportFormat: String, CaseIterable, Sendable {
    case html
    case csv
    case json

    /// The same model gives the same bytes.
    ///
    /// - Throws: what a format's writer throws; the three here throw nothing.
    package func render(_ model: ReportModel) throws -> String {
        switch self {
        case .html: HTMLReport(model).text
        case .csv: CSVReport(model).text
        case .json: JSONReport(model).text
        }
    }
}
