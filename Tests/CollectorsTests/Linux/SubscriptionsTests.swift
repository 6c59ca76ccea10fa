import EstateModel
import Foundation
import Testing

@testable import Collectors

/// Ubuntu Pro, Red Hat's subscription and SUSE's products.
struct SubscriptionsTests {
    private static let awks = ["mawk", "busybox awk", "gawk", "original-awk"].filter { name in
        let program = name.split(separator: " ")[0]
        return ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
    }

    private static func output(_ awk: String, _ program: String, _ files: [String]) throws -> String {
        let folder = Fixture.root.appendingPathComponent("linux/repositories").path
        let paths = files.map { folder + "/" + $0 }.joined(separator: " ")
        let answers = try ShellRun(script(["sum": "\(awk) '\(program)' \(paths)"])).transcript.answers
        return String(decoding: Answers(answers).bytes("sum"), as: UTF8.self)
            .replacingOccurrences(of: folder + "/", with: "")
    }

    private func host(_ answers: [String: String], system: String? = nil) -> HostCollection {
        var collectors: [any Collector] = []
        var text = answers
        if let system {
            collectors.append(SystemCollector())
            text["release"] = "==> /etc/os-release <==\nID=\(system)\n"
        }
        collectors += [RepositoriesCollector(), SubscriptionsCollector()]
        let platform = Platform(id: "test", shell: .posix, systemNames: [], collectors: collectors)
        let given = platform.probes.map { Answer(probe: $0.id, status: 0, stdout: Array((text[$0.id] ?? "").utf8)) }
        return platform.collection(from: Answers(given), scriptDigest: "")
    }

    private func fields(_ kind: String, _ host: HostCollection) -> [[String: String]] {
        host.otherFacts.filter { $0.kind == kind }.map(\.fields)
    }

    @Test(arguments: awks)
    func ofTheStatusFileOnlyTheStateIsPrinted(awk: String) throws {
        #expect(
            try Self.output(awk, SubscriptionsCollector.proProgram, ["pro/attached.json"]) == """
                attached true
                expires 2027-03-31T23:59:59+00:00
                service anbox-cloud n/a
                service esm-apps enabled
                service esm-infra enabled
                service fips disabled

                """
        )
        #expect(
            try Self.output(awk, SubscriptionsCollector.proProgram, ["pro/detached.json"])
                == "attached false\nexpires n/a\n"
        )
    }

    @Test func anAttachedHostTellsItsServicesAndTheEnd() {
        let text =
            "client\nattached true\nexpires 2027-03-31T23:59:59+00:00\nservice esm-infra enabled\n"
            + "service esm-apps enabled\nservice fips disabled\ncredential /etc/apt/auth.conf.d/90ubuntu-advantage\n"
        #expect(
            fields("ubuntu-pro", host(["ubuntu-pro": text])) == [
                [
                    "attached": "true", "services": "esm-apps esm-infra", "expires": "2027-03-31",
                    "path": "/var/lib/ubuntu-advantage/status.json",
                ]
            ]
        )
    }

    @Test(
        arguments: [
            ("client\nattached false\nexpires n/a\n", "ubuntu", "false"),
            ("client\nattached true\nexpires 9999-12-31T00:00:00+00:00\n", "ubuntu", "true"),
            ("client\n", "ubuntu", "false"),
            ("client\ncredential /etc/apt/auth.conf.d/90ubuntu-advantage\n", "ubuntu", "true"),
            ("no client\n", "ubuntu", "false"),
            ("no client\n", "debian", nil),
            ("", "ubuntu", nil),
            ("attached maybe\n", "ubuntu", nil),
            ("client\nattached true", "ubuntu", "true"),
        ] as [(String, String, String?)]
    )
    func proIsToldOnlyAsFarAsItIsKnown(text: String, system: String, attached: String?) {
        let facts = fields("ubuntu-pro", host(["ubuntu-pro": text], system: system))
        #expect(facts.map { $0["attached"] } == (attached.map { [$0] } ?? []))
        #expect(facts.allSatisfy { $0["expires"] == nil })
    }

    @Test func redHatsCertificatesAndTheLockAreTold() {
        let text = """
            identity /etc/pki/consumer/cert.pem
            entitlements 1
            product /etc/pki/product-default/69.pem
            product /etc/pki/product/204.pem
            release /etc/yum/vars/releasever 7.6

            """
        #expect(
            fields("subscription", host(["rhel-subscription": text])) == [
                ["registered": "true", "entitlementCertificates": "1", "products": "204 69", "release": "7.6"]
            ]
        )
        let cached = "entitlements 0\nrelease /var/lib/rhsm/cache/releasever.json {\"releaseVer\": \"8.6\"}\n"
        #expect(fields("subscription", host(["rhel-subscription": cached])).first?["release"] == "8.6")
        let open = "entitlements 0\nrelease /etc/dnf/vars/releasever 8\n"
        #expect(fields("subscription", host(["rhel-subscription": open])).first?["release"] == nil)
        #expect(fields("subscription", host(["rhel-subscription": "garbage \u{0}\n"])).isEmpty)
    }

    @Test func theLockShowsInTheAddressesThatAgree() {
        let locked =
            "yum\ton\trhel-8-for-x86_64-baseos-eus-rpms\thttps://cdn.redhat.com/content/eus/rhel8/8.6/x86_64/os\t\t/f\n"
        let open =
            "yum\ton\trhel-8-for-x86_64-appstream-rpms\thttps://cdn.redhat.com/content/dist/rhel8/$releasever/os\t\t/f\n"
        let epel = "yum\ton\tepel\thttps://epel.example/8/\t\t/f\n"
        func release(_ repositories: String) -> String? {
            fields(
                "subscription",
                host(["yum-repositories": repositories, "rhel-subscription": "entitlements 1\n"])
            ).first?["release"]
        }
        #expect(release(locked + epel) == "8.6")
        #expect(release(locked + open) == nil)
        #expect(release(open) == nil)
        #expect(release("") == nil)
    }

    @Test(arguments: awks)
    func susesProductsAreTheirFirstNames(awk: String) throws {
        let text = try Self.output(
            awk,
            SubscriptionsCollector.suseProgram,
            ["products.d/SLES-LTSS.prod", "products.d/SLES.prod"]
        )
        #expect(
            text == """
                product SLES-LTSS 15.4 x86_64 products.d/SLES-LTSS.prod
                product SLES 15.4 x86_64 products.d/SLES.prod

                """
        )
        let products = fields("suse-product", host(["suse-products": text])).map { $0["identifier"] }
        #expect(products == ["SLES-LTSS/15.4/x86_64", "SLES/15.4/x86_64"])
    }

    @Test(arguments: ["", "product SLES", "product\n\n", "\u{FFFD}"])
    func whatIsNoProductGivesNoFact(text: String) {
        #expect(fields("suse-product", host(["suse-products": text])).isEmpty)
    }
}
