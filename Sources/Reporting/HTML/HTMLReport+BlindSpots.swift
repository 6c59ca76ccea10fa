import EstateModel
import Risk

extension HTMLReport {
    var blindSpotsSection: Section {
        let spots = blindSpots
        return Section(
            id: "blind-spots",
            label: "What could not be judged",
            title: "What could not be judged",
            content: Self.content {
                if spots.isEmpty {
                    tag("p") { "Nothing: every asset was read, and every piece of software on it could be judged." }
                } else {
                    tag("p") {
                        "The figures above say nothing about the following. It may hide further risks, and none of it is "
                            + "counted as supported."
                    }
                    tag("ul", ["class": "spots"]) {
                        for spot in spots {
                            tag("li") {
                                tag("strong") { spot.what }
                                " \(spot.consequence)"
                                if let section = spot.section {
                                    " "
                                    tag("a", ["href": "#\(section)"]) { spot.link }
                                }
                            }
                        }
                    }
                }
            }
        )
    }

    private struct BlindSpot {
        var what: String
        var consequence: String
        var section: String?
        var link: String

        init(_ what: String, _ consequence: String, _ section: String? = nil, link: String = "") {
            self.what = what
            self.consequence = consequence
            self.section = section
            self.link = link
        }
    }

    private var blindSpots: [BlindSpot] {
        [neverRead, notReached, readInPart, unidentified, unplaced, assumed, unreadRules].compactMap(\.self)
    }

    private var neverRead: BlindSpot? {
        let names = model.headline.assetsNotJudged
        guard !names.isEmpty else { return nil }
        let verb = counted(names.count, "asset has", "assets have")
        return BlindSpot("\(verb) never been read.", "Nothing is known about \(listed(names, atMost: 8)).")
    }

    private var notReached: BlindSpot? {
        let coverage = model.coverage
        guard coverage.targets > coverage.read else { return nil }
        let count = coverage.targets - coverage.read
        return BlindSpot(
            "The last scan could not read \(grouped(count)) of \(counted(coverage.targets, "host", "hosts")).",
            "What is said about them rests on an earlier scan, if there was one.",
            "coverage",
            link: "Why, and what to do"
        )
    }

    private var readInPart: BlindSpot? {
        let count = Set(model.coverage.partial.flatMap(\.hosts)).count
        guard count > 0 else { return nil }
        return BlindSpot(
            "\(counted(count, "host was", "hosts were")) read only in part.",
            "Something about \(count == 1 ? "it" : "them") is missing.",
            "coverage",
            link: "What, and what to do"
        )
    }

    private var unidentified: BlindSpot? {
        let headline = model.headline
        let count = headline.seen - headline.identified
        guard count > 0 else { return nil }
        return BlindSpot(
            "\(counted(count, "installed piece", "installed pieces")) of software \(count == 1 ? "is" : "are") unknown.",
            "No rule says how long \(count == 1 ? "it is" : "they are") supported."
        )
    }

    private var unplaced: BlindSpot? {
        let count = model.unknowns.count
        guard count > 0 else { return nil }
        return BlindSpot(
            "\(counted(count, "known product", "known products")) could not be placed.",
            "\(count == 1 ? "Its" : "Their") release or end of support is not known.",
            "unknowns",
            link: "Which"
        )
    }

    private var assumed: BlindSpot? {
        let count = model.risks.filter { !$0.score.assumptions.isEmpty }.count
        guard count > 0 else { return nil }
        return BlindSpot(
            "\(counted(count, "score rests", "scores rest")) partly on an assumption.",
            "Nobody has rated the service, or nothing told the fact. Each is marked “assumed” in the risk.\(exposure)"
        )
    }

    /// The one assumption that is not the cautious one.
    private var exposure: String {
        let count = model.risksOfUnknownExposure
        guard count > 0 else { return "" }
        let whose = count == 1 ? "its score supposes that it does not" : "their scores suppose that it does not"
        return
            " Of \(counted(count, "risk", "risks")) nobody recorded whether the internet reaches it, and \(whose)."
    }

    private var unreadRules: BlindSpot? {
        guard !model.provenance.rulesAreComplete else { return nil }
        return BlindSpot(
            "Some rule files could not be read.",
            "The products they describe are missing from this report.",
            "method",
            link: "How the figures were made"
        )
    }
}
