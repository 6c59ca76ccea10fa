import EstateModel
import Testing

@testable import Collectors

struct NetworkTests {
    private func report(_ text: String) -> NetworkReport { NetworkReport(Array(text.utf8)) }

    @Test func theRecordingOfAGuestHasOneCardThatIdentifiesIt() throws {
        let found = NetworkReport(try Fixture.bytes("linux-host/debian12-guest/network.txt"))
        #expect(found.interfaces.map(\.name) == ["eth0", "ifb0", "ifb1"])
        #expect(found.interfaces[0].macAddress == "52:54:00:12:34:56")
        #expect(found.interfaces[0].addresses == ["192.0.2.2", "fd00::2"])
        #expect(found.identifyingMACs == ["52:54:00:12:34:56"])
    }

    @Test func bridgesOfContainersDoNotIdentifyAHost() {
        let text = """
            link eth0 1 virtual 02:42:ac:11:00:02
            link docker0 1 virtual 02:42:00:00:00:01
            link br-1234 1 virtual 02:42:00:00:00:03
            address eth0 172.17.0.2/16
            address docker0 172.18.0.1/16
            address br-1234 172.19.0.1/16
            """
        #expect(report(text).interfaces.count == 3)
        #expect(report(text).identifyingMACs == ["02:42:ac:11:00:02"])
    }

    @Test func bondedCardsCountOnceAndInfiniBandDoesNot() {
        let text = """
            link eno1 1 device 3C:A8:2A:00:00:01
            link eno2 1 device 3c:a8:2a:00:00:01
            link bond0 1 virtual 3c:a8:2a:00:00:01
            link ib0 32 device 80:00:00:48:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1
            link wan 1 device 00:00:00:00:00:00
            address bond0 192.0.2.9/24
            """
        #expect(report(text).identifyingMACs == ["3c:a8:2a:00:00:01"])
        #expect(report(text).interfaces.first { $0.name == "ib0" }?.macAddress == nil)
    }

    @Test(arguments: [
        ("192.0.2.7/24", "192.0.2.7"), ("2001:DB8::7/64", "2001:db8::7"), ("10.8.0.1", "10.8.0.1"),
        ("127.0.0.1/8", nil), ("169.254.3.4/16", nil), ("fe80::1%eth0", nil), ("::1/128", nil), ("febf::1", nil),
        ("0.0.0.0", nil), ("300.1.1.1", nil), ("1.2.3", nil), ("", nil), ("host", nil), ("::g", nil),
    ])
    func onlyLastingAddressesAreKept(text: String, address: String?) {
        #expect(NetworkAddress.lasting(text) == address)
    }

    @Test func bothKindsOfIfconfigAreRead() {
        let text = """
            ifconfig eth0      Link encap:Ethernet  HWaddr 52:54:00:12:34:56
            ifconfig           inet addr:192.0.2.7  Bcast:192.0.2.255  Mask:255.255.255.0
            ifconfig           inet6 addr: 2001:db8::7/64 Scope:Global
            ifconfig           inet6 addr: fe80::5054:ff:fe12:3456/64 Scope:Link
            ifconfig eth0:1    Link encap:Ethernet  HWaddr 52:54:00:12:34:56
            ifconfig           inet addr:192.0.2.8  Bcast:192.0.2.255  Mask:255.255.255.0
            ifconfig ens3: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
            ifconfig         inet 198.51.100.3  netmask 255.255.255.0  broadcast 198.51.100.255
            ifconfig         ether 52:54:00:12:34:57  txqueuelen 1000  (Ethernet)
            ifconfig lo        Link encap:Local Loopback
            ifconfig           inet addr:127.0.0.1  Mask:255.0.0.0
            """
        let found = report(text)
        #expect(
            found.interfaces == [
                NetworkInterface(name: "ens3", macAddress: "52:54:00:12:34:57", addresses: ["198.51.100.3"]),
                NetworkInterface(
                    name: "eth0",
                    macAddress: "52:54:00:12:34:56",
                    addresses: ["192.0.2.7", "192.0.2.8", "2001:db8::7"]
                ),
            ]
        )
        #expect(found.identifyingMACs == ["52:54:00:12:34:56", "52:54:00:12:34:57"])
    }

    @Test(arguments: ["", "link eth0", "garbage\n\u{0}\u{1}", "ip: Befehl nicht gefunden\n"])
    func ahostThatShowsNothingIsAProblem(text: String) {
        let found = collect(with: NetworkCollector(), text: ["network": text])
        #expect(found.interfaces.isEmpty)
        #expect(found.problems.map(\.code) == [.unreadableOutput])
        #expect(found.completeness[.network] == .partial)
    }

    @Test(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
    func ifconfigOfTheCorpusIsRead() throws {
        var read = 0
        for folder in ["jc", "glpi-agent/generic/ifconfig", "ohai/plugins", "insights-core/inline"] {
            for path in Corpus.files(in: folder) where path.contains("ifconfig") && !path.hasSuffix(".json") {
                let lines = try Corpus.text(path).split(separator: "\n").map { "ifconfig " + $0 }
                let found = report(lines.joined(separator: "\n"))
                #expect(found.interfaces.allSatisfy { !$0.name.isEmpty && !$0.addresses.contains("127.0.0.1") })
                if !found.interfaces.isEmpty { read += 1 }
            }
        }
        #expect(read >= 5)
        let centos = try Corpus.text("jc/centos-7.7/ifconfig.out").split(separator: "\n").map { "ifconfig " + $0 }
        let found = report(centos.joined(separator: "\n"))
        #expect(found.interfaces.contains { $0.macAddress != nil && !$0.addresses.isEmpty })
    }
}
