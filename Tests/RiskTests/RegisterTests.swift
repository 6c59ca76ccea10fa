import EstateModel
import Risk
import Testing

struct RegisterTests {
    @Test func twoServersOfOneServiceAreOneRow() throws {
        var estate = SampleEstate()
        for name in ["web02", "web01"] {
            let id = estate.add(name, service: portal)
            estate.judge(id, debian11)
        }
        let register = estate.register()
        let row = try #require(register.risks.first)

        #expect(register.risks.count == 1)
        #expect(row.kind == .unsupported)
        #expect(row.key.description == "darlington|debian|11|planning")
        #expect(row.label == "Debian 11")
        #expect(
            row.title
                == "Because Debian 11 on 2 servers has had no security fixes since 31 August 2026, an attacker could use "
                + "a publicly known weakness, so that the service Planning portal and the personal data it holds could "
                + "be exposed or stopped."
        )
        #expect(row.assets.map(\.name) == ["web01", "web02"])
        #expect(row.owners == ["Head of Planning"])
        #expect(row.vendorStanding == "No security fixes since 31 August 2026")
        #expect(row.councilStanding == nil)
        #expect(row.score.inherent.summary == "12 High")
        #expect(row.route.summary == "SIRO")
        #expect(row.isUnmanaged && row.lacksFixes && !row.isShared)
        #expect(row.obligations.map(\.code) == [.exceptionAndPlan, .nameTarget])
        #expect(row.byWhen?.value == day("2027-11-19"))
        #expect(row.firstSeen == day("2026-01-05") && row.lastSeen == today && row.firstDetected == today)
        #expect(row.rules == ["os/debian.yaml"] && row.sources.map(\.id) == ["debian"])
        #expect(row.confidence == .high)
    }

    @Test func aRowTakesItsHighestLikelihoodAndImpact() throws {
        var estate = SampleEstate()
        let exposed = estate.add("web01", service: portal) {
            $0.ratings = ImpactRatings(data: 1, availability: 1, privilege: 1, internetFacing: true)
        }
        let inner = estate.add("web02", service: portal) { $0.ratings.availability = 5 }
        estate.judge(exposed, debian11)
        estate.judge(inner, debian11)
        let row = try #require(estate.register().risks.first)

        #expect(row.assets.map(\.score.inherent.points) == [5, 20])
        #expect(row.score.inherent.points == 25)
        #expect(row.score.inherent.likelihood.decidedBy == "web01")
        #expect(row.score.inherent.impact.decidedBy == "web02")
        #expect(row.obligations.map(\.code).contains(.sameDay))
        #expect(row.title.contains("an attacker on the internet could use"))
    }

    @Test func aSharedAssetStandsInBothRegisters() throws {
        var estate = SampleEstate()
        let id = estate.add("fs1", organisations: ["darlington": 50, "stockton": 50])
        estate.judge(id, debian11)
        let register = estate.register()

        #expect(register.risks.map(\.key.organisation) == ["darlington", "stockton"])
        #expect(register.risks.map(\.sharedWith) == [["stockton"], ["darlington"]])
        #expect(register.risks(of: "darlington").map(\.route.summary) == ["SIRO (each council decides; also Stockton)"])
        #expect(estate.headline().unmanaged == 1)
        #expect(estate.headline(organisation: "stockton").unmanaged == 1)
    }

    @Test func aVirtualisationHostTakesItsGuestsRatings() throws {
        var estate = SampleEstate()
        let quiet = estate.add("guest1")
        let vital = estate.add("guest2") {
            $0.ratings.data = 5
            $0.ratings.availability = 5
        }
        estate.judge(quiet, debian11)
        estate.judge(vital, debian13)
        let host = estate.add("esx1") {
            $0.assetClass = .virtualisationHost
            $0.ratings = ImpactRatings(data: 1, availability: 1, privilege: 5, internetFacing: false)
            $0.guests = [quiet, vital]
        }
        estate.judge(host, verdict("esxi", "7.0", .unsupported, until: "2025-10-02", kind: "hypervisor"))
        let row = try #require(estate.register().risks.first { $0.key.product == "esxi" })

        #expect(row.score.inherent.points == 25)
        let data = try #require(row.score.inherent.impact.factors.first { $0.code == .data })
        #expect(data.value == 5 && !data.assumed && data.explanation.contains("Taken from its guest guest2."))
        #expect(row.notes.first == "2 guests run on it; 1 of them has a risk of their own.")
        #expect(row.title.contains("so that the 2 systems that run on it and the safeguarding or social care data"))
    }

    @Test func guestsThatNobodyScannedAreAssumed() throws {
        var estate = SampleEstate()
        let host = estate.add("esx1") {
            $0.ratings = ImpactRatings(data: 1, availability: 4, privilege: 1, internetFacing: false)
            $0.unscannedGuests = 3
        }
        estate.judge(host, verdict("esxi", "7.0", .unsupported, until: "2025-10-02", kind: "hypervisor"))
        let row = try #require(estate.register().risks.first)
        #expect(row.score.assumptions.map(\.code) == [.data])
        #expect(row.score.inherent.impact.value == 4)
    }

    @Test func missingFixesOnASupportedSystemAreARisk() throws {
        var estate = SampleEstate()
        let id = estate.add("web01", service: portal) {
            $0.ratings.internetFacing = true
            let fix = UpdateState.PendingUpdate(name: "openssl", security: true, released: day("2026-07-23"))
            $0.updates?.pending = [fix]
        }
        estate.judge(id, debian12)
        let row = try #require(estate.register().risks.first)

        #expect(row.kind == .unpatched && row.key.product == "updates:debian")
        #expect(row.score.inherent.points == 15 && !row.lacksFixes && !row.isUnmanaged)
        #expect(row.byWhen?.value == day("2026-08-06") && row.byWhen?.winner.rule == .patchDays)
        #expect(
            row.title
                == "Because security fixes that have been out since 23 July 2026 are not installed on 1 server with "
                + "Debian 12, an attacker on the internet could use a publicly known weakness, so that the service "
                + "Planning portal and the personal data it holds could be exposed or stopped."
        )
    }

    @Test(arguments: [(14, 0), (15, 1)])
    func fixesWithinFourteenDaysAreNoRisk(age: Int, rows: Int) {
        var estate = SampleEstate()
        let id = estate.add("web01") {
            let released = today.adding(days: -age)
            $0.updates?.pending = [UpdateState.PendingUpdate(name: "a", security: true, released: released)]
        }
        estate.judge(id, debian13)
        #expect(estate.register().risks.count == rows)
    }

    @Test func missingFixesOfAnUnsupportedSystemAreNotASecondRisk() {
        var estate = SampleEstate()
        let id = estate.add("web01") {
            $0.updates?.pending = [UpdateState.PendingUpdate(name: "a", released: day("2026-01-01"))]
        }
        estate.judge(id, debian11)
        #expect(estate.register().risks.map(\.kind) == [.unsupported])
    }

    @Test func hardwareBeyondItsLifeIsARiskOfFailure() throws {
        var estate = SampleEstate()
        let id = estate.add("db01")
        var verdict = verdict("proliant", "gen8", .unknown, kind: "hardware")
        verdict.productName = "HPE ProLiant"
        verdict.releaseLabel = "Gen8"
        verdict.flags = ["over-age"]
        verdict.ageDue = day("2019-03-11")
        estate.judge(id, verdict)
        let row = try #require(estate.register().risks.first)
        #expect(row.kind == .overAge && row.byWhen?.winner.rule == .hardwareLife)
        #expect(row.byWhen?.isOverdue(on: today) == true)
        #expect(
            row.title
                == "Because 1 server of the model HPE ProLiant Gen8 reached the end of its planned life on "
                + "11 March 2019, it could fail without spare parts or repair in time, so that what runs on it and "
                + "the personal data held there could be stopped or lost."
        )
    }

    @Test func paidCoverThatEndsIsAForecastWithAPlan() throws {
        var estate = SampleEstate()
        let id = estate.add("pc1") { $0.assetClass = .desktop }
        estate.judge(id, verdict("windows-10", "22h2", .extendedPaid, until: "2027-10-12"))
        let register = estate.register()
        let row = try #require(register.approaching.first)
        #expect(register.risks.isEmpty)
        #expect(row.byWhen?.value == day("2027-09-10"))
        #expect(row.obligations.map(\.code) == [.planBeforeCoverEnds])
        #expect(row.title.contains("on 1 desktop has paid cover only until 12 October 2027"))
    }

    @Test func whatNoRuleCanPlaceIsListedAsUnknown() throws {
        var estate = SampleEstate()
        let id = estate.add("db01")
        estate.judge(id, verdict("mysql", nil, .unknown, kind: "database"))
        estate.judge(id, Verdict(status: .unknown))
        let register = estate.register()
        let row = try #require(register.unknowns.first)
        #expect(register.risks.isEmpty && register.unknowns.count == 1)
        #expect(row.confidence == .low && row.score.inherent.likelihood.value == 3)
        #expect(row.vendorStanding == "Not known")
    }

    @Test func theCouncilsOwnPolicyIsAJudgementOfItsOwn() throws {
        var estate = SampleEstate()
        let behind = estate.add("web01")
        var old = debian13
        old.generation = GenerationVerdict(ladder: "debian", behind: 2, allowedBehind: 1, current: "15")
        estate.judge(behind, old)
        let ended = estate.add("web02")
        var current = debian11
        current.generation = GenerationVerdict(ladder: "debian", behind: 1, allowedBehind: 1, current: "12")
        estate.judge(ended, current)
        let register = estate.register()

        #expect(
            register.deviations.map(\.councilStanding) == ["2 releases behind (N-2), but the council allows only N-1"]
        )
        #expect(register.risks.map(\.councilStanding) == ["1 release behind (N-1), and the council allows N-1"])
        #expect(register.risks.map(\.vendorStanding) == ["No security fixes since 31 August 2026"])
    }
}
