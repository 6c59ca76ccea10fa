import EstateModel
import Foundation
import Testing

@testable import Collectors

/// Default routes and the interfaces that are up.
struct NetworkStateTests {
    private func state(_ text: String, isBigEndian: Bool = false) -> NetworkState {
        NetworkReport(Array(text.utf8), isBigEndian: isBigEndian).state
    }

    @Test func theRecordingOfAGuestHasTwoWaysOutThroughOneCard() throws {
        let report = NetworkReport(try Fixture.bytes("linux-host/debian12-guest/network-routes.txt"))
        #expect(report.state.defaultRoutes == ["192.0.2.1 on eth0", "fd00::1 on eth0"])
        #expect(report.state.interfacesUp == ["eth0"])
        #expect(report.interfaces.map(\.name) == ["eth0", "ifb0", "ifb1"])
    }

    /// What older recordings do not say must not be taken for "there is none".
    @Test(arguments: [
        "", "garbage\n", "link eth0 1 device 52:54:00:12:34:56\naddress eth0 192.0.2.2/24\n",
        "ifconfig eth0      Link encap:Ethernet  HWaddr 52:54:00:12:34:56\n", "route4 x", "rout", "état eth0 haut\n",
    ])
    func whatIsNotToldIsUnknown(text: String) {
        #expect(state(text) == NetworkState())
    }

    @Test func noRouteAndNoInterfaceAreToldFromSilence() {
        #expect(state("states\nroutes\n") == NetworkState(defaultRoutes: [], interfacesUp: []))
    }

    @Test func anInterfaceOfUnknownStateLeavesItOpenUnlessAnotherIsUp() {
        let one = "states\nlink eth0 1 device 52:54:00:12:34:56\nstate eth0 -\n"
        #expect(state(one).interfacesUp == nil)
        #expect(state(one + "link eth1 1 device 52:54:00:12:34:57\nstate eth1 up\n").interfacesUp == ["eth1"])
        let down = "states\nlink eth0 1 device 52:54:00:12:34:56\nstate eth0 down\n"
        #expect(state(down).interfacesUp == [])
    }

    @Test func bridgesToTheHostsOwnContainersAreNoWayOut() {
        let text =
            "states\nlink docker0 1 virtual 02:42:00:00:00:01\nstate docker0 up\nlink lo 772 virtual -\nstate lo up\n"
        #expect(state(text).interfacesUp == [])
    }

    @Test(arguments: [
        ("route4 00000000 010200C0 eth0", "192.0.2.1 on eth0"), ("route4 00000080 0100080A tun0", "10.8.0.1 on tun0"),
        ("route4 00000000 00000000 ppp0", "ppp0"), ("route4 00FFFFFF 010200C0 eth0", nil),
        ("route4 00000000 010200C0 lo", nil), ("route4 00000000 00000000 *", nil), ("route4 0000000G 010200C0 e", nil),
        ("route4 00000000 010200C0", nil), ("route6 00 fe800000000000000000000000000001 eth0", "fe80::1 on eth0"),
        ("route6 03 20010db8000100020000000000000001 eth0", "2001:db8:1:2::1 on eth0"),
        ("route6 00 00000000000000000000000000000000 wg0", "wg0"),
        ("route6 00 20010db8000100020003000400050006 e", "2001:db8:1:2:3:4:5:6 on e"),
        ("route6 40 fe800000000000000000000000000001 eth0", nil), ("route6 00 fe80 eth0", nil), ("route5 00 00 a", nil),
    ])
    func aRouteIsReadAsPeopleWriteIt(line: String, text: String?) {
        let words = line.split(separator: " ").map(String.init)
        #expect(NetworkRoute.text(words, isBigEndian: false) == text)
    }

    @Test func aProcessorOfTheOtherByteOrderIsReadInItsOrder() {
        #expect(
            state("routes\nroute4 00000000 C0000201 enc1\n", isBigEndian: true).defaultRoutes == ["192.0.2.1 on enc1"]
        )
        #expect(
            NetworkRoute.isBigEndian("s390x") && !NetworkRoute.isBigEndian("x86_64") && !NetworkRoute.isBigEndian(nil)
        )
    }

    @Test func aCutAnswerTellsNothingOfRoutes() {
        let text = "states\nlink eth0 1 device 52:54:00:12:34:56\nstate eth0 up\nroutes\n"
        let cut = Answer(probe: "network", status: 0, stdout: Array(text.utf8), truncated: true)
        let platform = Platform(id: "test", shell: .posix, systemNames: [], collectors: [NetworkCollector()])
        #expect(platform.collection(from: Answers([cut]), scriptDigest: "").networkState == NetworkState())
        #expect(collect(with: NetworkCollector(), text: ["network": text]).networkState?.defaultRoutes == [])
    }

    @Test func aFloodOfRoutesIsBounded() {
        let text = "routes\n" + (0..<5000).map { "route4 00000000 010200C0 e\($0)\n" }.joined()
        #expect(state(text).defaultRoutes?.count == 1000)
    }

    /// The probe in a real shell, against the kernel's own table read otherwise.
    @Test(arguments: ShellRun.shells)
    func theProbeFindsThisMachinesRoutes(shell: String) throws {
        let platform = Platform(id: "linux", shell: .posix, systemNames: ["Linux"], collectors: [NetworkCollector()])
        let composed = PosixScript.compose(PosixScript.text(of: [platform]), nonce: ShellRun.nonce, escalation: .none)
        let answers = Answers(try ShellRun(composed, shell: shell).transcript.answers)
        let found = try #require(platform.collection(from: answers, scriptDigest: "").networkState?.defaultRoutes)
        let table = try String(contentsOfFile: "/proc/net/route", encoding: .utf8)
        let expected = table.split(separator: "\n").dropFirst().filter { line in
            let fields = line.split { $0 == "\t" || $0 == " " }
            return fields.count > 7 && fields[1] == "00000000" && fields[7] == "00000000"
        }
        #expect(found.filter { !$0.hasPrefix("f") && !$0.contains(":") }.count == expected.count, "\(found)")
    }
}
