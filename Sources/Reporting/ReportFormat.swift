/// Every format of a report. To add one, write its file and name it here.
package enum ReportFormat: String, CaseIterable, Sendable {
    case html
    case csv
    case json

    package func render(_ model: ReportModel) throws -> String {
        switch self {
        case .html: HTMLReport.render(model)
        case .csv: CSVReport.render(model)
        case .json: try JSONReport.render(model)
        }
    }
}
