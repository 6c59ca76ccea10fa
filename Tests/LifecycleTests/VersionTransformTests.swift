import Testing

@testable import Lifecycle

@Suite struct VersionTransformTests {
    @Test(arguments: [
        (VersionTransform.upstreamOfPackage, "5:7.0.15-1~deb12u10", "7.0.15"),
        (.upstreamOfPackage, "3:10.5.29-3.el9_6", "10.5.29"), (.upstreamOfPackage, "2.4.57+dfsg-2", "2.4.57"),
        (.upstreamOfPackage, "1.2.3_p1-r4", "1.2.3"), (.upstreamOfPackage, "20240203~rc1-1", "20240203"),
        (.upstreamOfPackage, "13.23-1.pgdg120+1", "13.23"), (.upstreamOfPackage, "12.22.9~dfsg-1ubuntu3.6", "12.22.9"),
        (.upstreamOfPackage, "9.18.28.dfsg-1", "9.18.28"), (.upstreamOfPackage, "1.18.0", "1.18.0"),
        (.upstreamOfPackage, "8.0.2+0~20240606.23+debian12~1.gbp1", "8.0.2"),
        (.firstVersion, "nginx version: nginx/1.18.0 (Ubuntu)", "1.18.0"),
        (.firstVersion, "OpenSSL 1.1.1w  11 Sep 2023", "1.1.1w"),
        (.firstVersion, "postgres (PostgreSQL) 15", "15"), (.firstVersion, "OpenSSH_9.2p1 Debian-2", "9.2p1"),
        (.sqlServerMSI, "13.3.6300.2", "13.0.6300.2"), (.sqlServerMSI, "10.53.6000.34", "10.50.6000.34"),
        (.sqlServerMSI, "10.3.5500.0", "10.0.5500.0"), (.sqlServerMSI, "11.4.7001.0", "11.0.7001.0"),
        (.sqlServerMSI, "13.0.6300.2", "13.0.6300.2"), (.sqlServerMSI, "15.0.2000.5", "15.0.2000.5"),
        (.netFrameworkRelease, "461814", "4.7.2"), (.netFrameworkRelease, "394806", "4.6.2"),
        (.netFrameworkRelease, "533325", "4.8.1"), (.netFrameworkRelease, "0x70bf6", "4.7.2"),
        (.netFrameworkRelease, "528449", "4.8"), (.java, "1.8.0_392", "8.0.392"), (.java, "8u202", "8.0.202"),
        (.java, "11.0.21+9", "11.0.21"), (.java, "8.0.2020.8", "8.0.202"), (.java, "7.0.800", "7.0.80"),
        (.java, "17.0.2+8-86", "17.0.2"), (.java, "8.0.392.8", "8.0.392"), (.java, "1.8.0_392-b08", "8.0.392"),
        (.javaOracleMSI, "8.0.450.14", "8.0.45"), (.pythonMSI, "3.10.11150.0", "3.10.11"),
        (.pythonMSI, "3.9.5", "3.9.5"),
        (.cisco, "17.09.04a", "17.9.4a"), (.cisco, "15.2(7)E11", "15.2.7.E11"), (.ibmAIX, "7200-05-09-2446", "7.2.5.9"),
        (.ibmI, "V7R4M0", "7.4.0"), (.officeProductCode, "{90140000-0011-0000-0000-0000000FF1CE}", "14.0"),
        (.citrixYearMonth, "22.3.1.22", "2203.1.22"), (.citrixYearMonth, "2203.0.6000.1", "2203.0.6000.1"),
        (.exchangeDisplay, "Version 15.1 (Build 2507.6)", "15.1.2507.6"),
        (.windowsBuild, "10.0.17763.1234", "17763.1234"),
        (.windowsBuild, "17763", "17763"), (.windowsBuild, "6.1.7601", "7601"),
        (.moduleStream, "postgresql:10:8090020240101:a51370e3", "10"), (.rToDots, "7-0-3", "7.0.3"),
        (.none, " 1.2 ", "1.2"),
    ])
    func eachTransformReadsItsForm(_ transform: VersionTransform, _ text: String, _ expected: String) {
        #expect(transform.apply(to: text)?.version == expected)
    }

    @Test(arguments: [
        (VersionTransform.sqlServerMSI, "2016"), (.sqlServerMSI, "13.77.1.1"), (.netFrameworkRelease, "1"),
        (.netFrameworkRelease, "4.8"), (.pythonMSI, "3"), (.ibmI, "7.4"), (.officeProductCode, "{90140000-0011}"),
        (.ibmAIX, "7.2"), (.cisco, "IOS"), (.moduleStream, "(none)"), (.firstVersion, "none at all"), (.java, "x"),
    ])
    func whatATransformCannotReadGivesNothing(_ transform: VersionTransform, _ text: String) {
        #expect(transform.apply(to: text) == nil)
    }

    @Test func emptyAndEndlessTextsGiveNothing() {
        for transform in VersionTransform.allCases {
            #expect(transform.apply(to: "") == nil)
            #expect(transform.apply(to: String(repeating: "1.", count: 5000)) == nil)
        }
    }

    @Test func aTransformTellsWhatElseItRead() {
        #expect(VersionTransform.sqlServerMSI.apply(to: "13.3.6300.2")?.attributes == ["servicePack": "3"])
        #expect(VersionTransform.sqlServerMSI.apply(to: "10.53.6000.34")?.attributes == ["servicePack": "3"])
        let office = VersionTransform.officeProductCode.apply(to: "{90140000-0011-0000-0000-0000000FF1CE}")
        #expect(office?.attributes == ["officeProduct": "0011"])
    }

    @Test func packageVersionsComeApart() {
        let debian = DpkgVersion("1:2.3-4-5~deb12u1")
        #expect(debian.epoch == "1")
        #expect(debian.upstream == "2.3-4")
        #expect(debian.revision == "5~deb12u1")
        let red = RpmEVR("(none):4.4.20-4.el8_6")
        #expect(red.epoch == nil)
        #expect(red.version == "4.4.20")
        #expect(red.release == "4.el8_6")
        #expect(ModularityLabel("postgresql:10:1:2")?.stream == "10")
        #expect(ModularityLabel("(none)") == nil)
        #expect(ModularityLabel("a:") == nil)
    }
}
