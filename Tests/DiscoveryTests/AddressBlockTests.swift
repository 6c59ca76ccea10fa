import Testing

@testable import Discovery

struct AddressBlockTests {
    @Test(arguments: [
        ("10.1.2.0/24", "10.1.2.0/24", 256), ("10.1.2.3", "10.1.2.3/32", 1), ("fd00::/120", "fd00::/120", 256),
        ("::1", "::1/128", 1), ("127.0.0.0/8", "127.0.0.0/8", 1 << 24),
    ])
    func aBlockIsRead(_ text: String, _ shown: String, _ count: Int) throws {
        let block = try AddressBlock(text)
        #expect(block.description == shown)
        #expect(block.count == count)
    }

    @Test(arguments: [
        "", "10.1.2", "10.1.2.0/33", "10.1.2.0/-1", "10.1.2.0/024x", "10.1.2.0/", "host.example", "fd00::/129",
        "10.1.2.256", "10.1.2.0/24/8", "fe80::1%eth0", "\u{202E}10.1.2.3",
    ])
    func whatIsNoBlockIsSaid(_ text: String) {
        #expect(throws: DiscoveryError.self) { try AddressBlock(text) }
    }

    @Test func aSlipOfTheFingerIsNotWidened() {
        let error = #expect(throws: DiscoveryError.self) { try AddressBlock("10.1.2.3/24") }
        #expect(error?.description == "'10.1.2.3/24' has bits beyond its prefix; did you mean '10.1.2.0/24'?")
    }

    @Test func addressesCountOn() throws {
        let block = try AddressBlock("10.1.254.0/23")
        #expect(block.address(at: 0).description == "10.1.254.0")
        #expect(block.address(at: 511).description == "10.1.255.255")
        #expect(block.contains(block.address(at: 511)))
        #expect(!block.contains(block.address(at: 512)))
        #expect(try AddressBlock("fd00::ff00/120").address(at: 255).description == "fd00::ffff")
    }
}

struct DiscoveryRangeTests {
    private func range(_ blocks: [String], ports: [UInt16] = [22], isLarge: Bool = false) throws -> DiscoveryRange {
        try DiscoveryRange(try blocks.map { try AddressBlock($0) }, ports: ports, isLarge: isLarge)
    }

    @Test(arguments: [["10.0.0.0/24"], ["10.0.0.0/30", "10.9.0.0/29"], ["10.0.0.1"], ["10.0.0.0/23", "10.0.1.0/24"]])
    func everyPlaceComesOnce(_ blocks: [String]) throws {
        for seed in [0, 1, 77, UInt64.max] {
            let range = try range(blocks, ports: [22, 2222, 22])
            let places = range.shuffledIndices(seed: seed).map { range.place(at: $0) }.map {
                "\($0.address) \($0.port)"
            }
            #expect(places.count == range.count)
            #expect(Set(places).count == range.count)
        }
    }

    @Test func neighboursDoNotComeOneAfterTheOther() throws {
        let range = try range(["10.0.0.0/20"])
        let order = Array(range.shuffledIndices(seed: 5))
        let near = zip(order, order.dropFirst()).count { abs($0 - $1) < 16 }
        #expect(near < order.count / 20)
    }

    @Test(arguments: [["0.0.0.0/0"], ["::/0"], ["10.0.0.0/7"], ["2000::/3"]])
    func theInternetIsNeverARange(_ blocks: [String]) {
        for isLarge in [false, true] {
            #expect(throws: DiscoveryError.self) { try range(blocks, isLarge: isLarge) }
        }
    }

    @Test func aRangeIsBounded() throws {
        #expect(try range(["10.1.0.0/16"]).count == 65_536)
        let error = #expect(throws: DiscoveryError.self) { try range(["10.1.0.0/16"], ports: [22, 2222]) }
        #expect(error?.description.contains("131072 connections, and at most 65536") == true)
        #expect(try range(["10.1.0.0/16"], ports: [22, 2222], isLarge: true).count == 131_072)
        #expect(throws: DiscoveryError.self) { try range(["fd00::/64"], isLarge: true) }
        #expect(throws: DiscoveryError.self) { try range(["10.0.0.0/8", "11.0.0.0/8"], isLarge: true) }
        // One block within another counts once.
        #expect(try range(["10.1.0.0/16", "10.1.2.0/24"]).count == 65_536)
    }
}
