import EstateModel
import Risk

/// The report as one self-contained accessible page: no script, no request to anywhere.
///
/// Reads from the question that matters most to the one that matters least: what is unmanaged, what to decide next,
/// what could not be judged, and only then the register and how it was made.
package struct HTMLReport {
    /// Risks beyond these stand in the register's table only; the worst come first. Keeps a page of 2,000 risks below
    /// 10 MB; the CSV and JSON reports hold everything.
    static let mostDetails = 500
    /// Rows of the lists beside the register.
    static let mostListed = 500
    /// Assets named in one risk.
    static let mostAssets = 60
    static let mostReasons = 20

    let model: ReportModel
    /// The fragment of each row, unique in the page.
    private let anchors: [Place: String]

    private struct Place: Hashable {
        var kind: RegisterRow.Kind
        var key: RiskKey

        init(_ row: RegisterRow) {
            kind = row.kind
            key = row.key
        }
    }

    package init(_ model: ReportModel) {
        self.model = model
        anchors = Self.anchors(model)
    }

    /// The page as UTF-8 text.
    package var text: String {
        HTML.document(
            tag("html", ["lang": "en-GB"]) {
                head
                tag("body") {
                    tag("a", ["class": "skip", "href": "#main"]) { "Skip to the report" }
                    marking
                    header
                    tag("main", ["id": "main"]) {
                        for section in sections { html(section) }
                    }
                    tag("footer") { marking }
                }
            }
        )
    }

    // MARK: Sections

    struct Section {
        let id: String
        /// In the list of sections.
        let label: String
        let title: String
        let content: [HTML]
    }

    private var sections: [Section] {
        [
            headlineSection, decisionsSection, blindSpotsSection, matrixSection, timelineSection, registerSection,
            deviationsSection, unknownsSection, coverageSection, methodSection,
        ].compactMap(\.self)
    }

    private func html(_ section: Section) -> HTML {
        tag("section", ["id": section.id, "aria-labelledby": "\(section.id)-title"]) {
            tag("h2", ["id": "\(section.id)-title"]) { section.title }
            section.content
        }
    }

    /// Children of a section or another element, written like those of ``tag(_:_:_:)``.
    static func content(@HTMLBuilder _ parts: () -> [HTML]) -> [HTML] { parts() }

    // MARK: Around them

    private var head: HTML {
        tag("head") {
            tag("meta", ["charset": "utf-8"])
            tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            tag(
                "meta",
                [
                    "http-equiv": "Content-Security-Policy",
                    "content": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
                ]
            )
            tag("meta", ["name": "referrer", "content": "no-referrer"])
            tag("title") { "\(title), \(model.asOf.longDescription)" }
            HTML.styleSheet(reportStyleSheet)
            pageMarkingSheet(model.marking)
        }
    }

    private var header: HTML {
        tag("header") {
            tag("p", ["class": "eyebrow"]) { model.estateName }
            tag("h1") { title }
            tag("p", ["class": "lead"]) { "As of \(model.asOf.longDescription)" }
            if let knowledge = model.knowledge { tag("p") { knowledge } }
            tag("nav", ["aria-label": "Sections"]) {
                tag("ul") {
                    for section in sections {
                        tag("li") { tag("a", ["href": "#\(section.id)"]) { section.label } }
                    }
                }
            }
        }
    }

    private var title: String {
        let title = "Risk register of unsupported technology"
        return model.organisation.map { "\(title): \($0.name)" } ?? title
    }

    private var marking: HTML {
        tag("p", ["class": "marking"]) { model.marking }
    }

    // MARK: Fragments

    func anchor(of row: RegisterRow) -> String {
        anchors[Place(row)] ?? "register"
    }

    /// `risk-r-0007` where the reference is of that form and nobody else has it, otherwise by the place in the
    /// register.
    private static func anchors(_ model: ReportModel) -> [Place: String] {
        var anchors: [Place: String] = [:]
        var taken: Set<String> = []
        for (index, row) in model.risks.enumerated() {
            let reference = (model.references[row.key] ?? "").lowercased()
            let isPlain =
                !reference.isEmpty
                && reference.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
                }
            var anchor = isPlain ? "risk-\(reference)" : "risk-at-\(index + 1)"
            if !taken.insert(anchor).inserted {
                anchor = "risk-at-\(index + 1)"
                taken.insert(anchor)
            }
            anchors[Place(row)] = anchor
        }
        return anchors
    }
}
