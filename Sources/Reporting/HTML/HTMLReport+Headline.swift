import EstateModel
import Risk

extension HTMLReport {
    var headlineSection: Section {
        let headline = model.headline
        return Section(
            id: "headline",
            label: "Where we stand",
            title: "Where we stand",
            content: Self.content {
                tag("p", ["class": "verdict"]) { verdict }
                for sentence in model.risks.suspensions(asOf: model.asOf) {
                    tag("p", ["class": "marks"]) { Self.mark("◐", "\(sentence).", .fair) }
                }
                tag("div", ["class": "figures"]) {
                    figure(
                        headline.isNothingKnown ? "—" : grouped(headline.unmanaged),
                        "unmanaged \(headline.unmanaged == 1 ? "risk" : "risks")",
                        headline.isNothingKnown ? "Not known: nothing was judged." : "The target is 0.",
                        style: headline.isNothingKnown
                            ? "figure" : headline.unmanaged == 0 ? "figure good" : "figure bad"
                    )
                    figure(
                        grouped(headline.risks),
                        "\(headline.risks == 1 ? "risk" : "risks") in the register",
                        bandsText
                    )
                    figure(judgedText, "assets judged", notJudgedText)
                    figure(headline.identifiedShare ?? "—", "of the software identified", identifiedText)
                }
                statusTable
            }
        )
    }

    /// The headline in one or two sentences, for somebody who reads nothing else.
    private var verdict: String {
        let headline = model.headline
        let seen = headline.assetsJudged + headline.assetsNotJudged.count
        if headline.assetsJudged == 0 {
            return seen == 0
                ? "The estate holds no asset yet, so nothing can be said about it."
                : "No asset has been read yet, so nothing can be said about any of the \(grouped(seen))."
        }
        if headline.unmanaged == 0 {
            return "Of what could be judged, nothing runs without security fixes unless an exception covers it."
        }
        let subject = counted(headline.unmanaged, "risk is", "risks are")
        return "\(subject) unmanaged: the product gets no security fixes any more, and no exception in force accepts "
            + "that for a limited time."
    }

    private func figure(_ number: String, _ label: String, _ text: String, style: String = "figure") -> HTML {
        tag("div", ["class": style]) {
            tag("p", ["class": "number"]) { number }
            tag("p", ["class": "label"]) { label }
            tag("p", ["class": "small"]) { text }
        }
    }

    private var bandsText: String {
        let bands = model.headline.bands.filter { $0.risks > 0 }
            .map { "\(grouped($0.risks)) \($0.band.label.lowercased())" }
        return bands.isEmpty ? "None." : "With today’s controls: " + bands.joined(separator: ", ") + "."
    }

    private var judgedText: String {
        let headline = model.headline
        return "\(grouped(headline.assetsJudged)) of \(grouped(headline.assetsJudged + headline.assetsNotJudged.count))"
    }

    private var notJudgedText: String {
        let count = model.headline.assetsNotJudged.count
        return count == 0 ? "Every one was read at least once." : "\(grouped(count)) never read: nothing is known."
    }

    private var identifiedText: String {
        let headline = model.headline
        guard headline.seen > 0 else { return "No software was seen." }
        let unknown = headline.seen - headline.identified
        if unknown == 0 { return "Every piece is known to a rule." }
        return "\(counted(unknown, "piece is", "pieces are")) unknown, and so not counted as supported."
    }

    private var statusTable: HTML {
        var table = DataTable(
            caption: "Support of what was found",
            style: "narrow",
            columns: [.init("Support", .header), .init("Installed pieces", .number), .init("Assets", .number)]
        )
        for count in model.headline.statuses where count.status != .component {
            table.append(
                [Self.statusMark(count.status)],
                [.text(grouped(count.pieces))],
                [.text(grouped(count.assets))]
            )
        }
        return table.html
    }

    /// A status as a shape and a word, so that colour is never alone.
    static func statusMark(_ status: SupportStatus) -> HTML {
        switch status {
        case .supported: mark("●", status.label, .good)
        case .securityOnly, .extendedFree, .extendedPaid: mark("◐", status.label, .fair)
        case .unsupported: mark("▲", status.label, .bad)
        case .unknown, .unknownNewer: mark("?", status.label, .open)
        case .component: mark("·", status.label, .open)
        }
    }

    enum Tone: String {
        case good
        case fair
        case bad
        case open
    }

    static func mark(_ shape: String, _ text: String, _ tone: Tone) -> HTML {
        tag("span", ["class": "mark \(tone.rawValue)"]) {
            tag("span", ["aria-hidden": "true", "class": "shape"]) { shape }
            " \(text)"
        }
    }
}
