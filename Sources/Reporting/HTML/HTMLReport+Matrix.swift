import EstateModel
import Risk

extension HTMLReport {
    /// The council's own matrix as a table, with the number of risks in each place; nil without a matrix.
    var matrixSection: Section? {
        guard let matrix = model.matrix, !model.risks.isEmpty else { return nil }
        return Section(
            id: "matrix",
            label: "Where the risks lie",
            title: "Where the risks lie",
            content: Self.content {
                tag("p") {
                    "The number of risks in each place of the council’s matrix, with today’s controls. Likelihood rises "
                        + "upwards, impact to the right. A risk that councils share counts once."
                }
                matrixTable(matrix)
            }
        )
    }

    private struct Spot: Hashable {
        var row: Int
        var column: Int
    }

    private func matrixTable(_ matrix: RiskMatrix) -> HTML {
        let counts = riskCounts
        let caption = "Risks by likelihood and impact"
        return tag("div", ["class": "wide", "tabindex": "0", "role": "region", "aria-label": caption]) {
            tag("table", ["class": "matrix"]) {
                tag("caption") { caption }
                tag("thead") {
                    tag("tr") {
                        tag("th", ["scope": "col"]) { "Likelihood \\ impact" }
                        for label in matrix.impactLabels { tag("th", ["scope": "col"]) { label } }
                    }
                }
                tag("tbody") {
                    for row in matrix.grid.indices.reversed() {
                        tag("tr") {
                            tag("th", ["scope": "row"]) {
                                matrix.likelihoodLabels.indices.contains(row)
                                    ? matrix.likelihoodLabels[row] : "\(row + 1)"
                            }
                            for (column, id) in matrix.grid[row].enumerated() {
                                matrixCell(
                                    counts[Spot(row: row + 1, column: column + 1)] ?? 0,
                                    rank: matrix.bands.firstIndex { $0.id == id } ?? 0,
                                    of: matrix.bands
                                )
                            }
                        }
                    }
                }
            }
        }
    }

    private func matrixCell(_ count: Int, rank: Int, of bands: [Band]) -> HTML {
        let level = Self.severity(rank: rank, of: bands.count)
        let band = bands.indices.contains(rank) ? bands[rank].label : ""
        return tag("td", ["class": count > 0 ? "level\(level) filled" : "level\(level)"]) {
            tag("span", ["class": "count"]) { grouped(count) }
            tag("span", ["class": "band"]) { " \(band)" }
        }
    }

    /// Rows that differ only by organisation count once in a place.
    private var riskCounts: [Spot: Int] {
        var seen: [Spot: Set<[String]>] = [:]
        for row in model.risks {
            let cell = row.score.residual.cell
            let spot = Spot(row: cell.row, column: cell.column)
            seen[spot, default: []].insert(Self.identityWithoutOrganisation(row))
        }
        return seen.mapValues(\.count)
    }

    // MARK: Scores

    /// 0 for the lowest band to 4 for the highest, whatever number of bands the council has.
    static func severity(rank: Int, of bandCount: Int) -> Int {
        bandCount > 1 ? min(max(rank, 0) * 4 / (bandCount - 1), 4) : 4
    }

    func scoreMark(_ state: ScoreState) -> HTML {
        let level = Self.severity(rank: state.cell.bandRank, of: model.headline.bands.count)
        return tag("span", ["class": "score level\(level)"]) {
            tag("strong") { String(state.points) }
            " \(state.band.label)"
        }
    }
}
