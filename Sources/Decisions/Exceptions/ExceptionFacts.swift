import EstateModel

/// What is known today of what an exception is about; nil where nobody could tell, which suspends nothing.
package struct ExceptionFacts: Hashable, Sendable {
    package var internetFacing: Bool?
    /// The residual band's place in the matrix, 0 being the lowest.
    package var bandRank: Int?
    /// For people: `Very high`.
    package var bandLabel: String?
    /// Whether anybody holds the accountable owner's post.
    package var ownerIsThere: Bool?
    /// No security fixes are made for it any more.
    package var lacksFixes: Bool?

    package init(
        internetFacing: Bool? = nil,
        bandRank: Int? = nil,
        bandLabel: String? = nil,
        ownerIsThere: Bool? = nil,
        lacksFixes: Bool? = nil
    ) {
        self.internetFacing = internetFacing
        self.bandRank = bandRank
        self.bandLabel = bandLabel
        self.ownerIsThere = ownerIsThere
        self.lacksFixes = lacksFixes
    }
}

extension ExceptionRecord {
    /// What changed for the worse since it was submitted; sorted.
    ///
    /// - Parameter facts: as they are today.
    package func worsened(_ facts: ExceptionFacts) -> [SuspensionCause] {
        guard let terms else { return [] }
        var causes: [SuspensionCause] = []
        if facts.internetFacing == true, !terms.internetFacing {
            causes.append(SuspensionCause(.exposureRose, "it can be reached from the internet, and could not before"))
        }
        if let rank = facts.bandRank, rank > terms.bandRank {
            let now = visible(facts.bandLabel ?? "higher", limit: 40)
            let before = visible(terms.bandLabel, limit: 40)
            causes.append(SuspensionCause(.bandRose, "the residual band is \(now), and was \(before)"))
        }
        if facts.lacksFixes == true, !terms.lacksFixes {
            causes.append(SuspensionCause(.fixesEnded, "it gets no security fixes any more, and did before"))
        }
        if facts.ownerIsThere == false, let post = request.ownerPost {
            let text = "nobody holds the accountable owner's post, \(visible(post, limit: 80))"
            causes.append(SuspensionCause(.ownerLeft, subject: post, text))
        }
        return causes.sorted()
    }

    /// What keeps a submitted request from being decided because the facts are others than it was submitted under.
    package func gaps(under now: ExceptionTerms) -> [DecisionFault.Gap] {
        guard let terms, state == .submitted, terms != now else { return [] }
        var what: [String] = []
        if terms.bandRank != now.bandRank { what.append("the band is \(now.bandLabel), and was \(terms.bandLabel)") }
        if terms.organisations != now.organisations {
            what.append("the assets belong to \(now.organisations.joined(separator: ", "))")
        }
        if terms.internetFacing != now.internetFacing {
            what.append(now.internetFacing ? "it faces the internet" : "it no longer faces the internet")
        }
        if terms.level != now.level { what.append("it is decided by \(now.level.label)") }
        if terms.lacksFixes != now.lacksFixes {
            what.append(now.lacksFixes ? "it gets no fixes any more" : "it gets fixes again")
        }
        if terms.limits != now.limits { what.append("the policy's limits are others") }
        let remedy = "send it back, and have it submitted again"
        return what.map { .init(.changed, "since it was submitted: \($0)", remedy) }
    }
}
