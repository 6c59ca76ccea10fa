import EstateModel
import Testing

struct LoopbackNameTests {
    @Test(arguments: ["localhost", "LOCALHOST", "::1", "127.0.0.1", "127.255.255.255"])
    func thisMachineIsKnown(name: String) {
        #expect(isLoopbackName(name))
    }

    @Test(arguments: [
        "127.0.0.1.example", "127.example", "127.0.0", "127.0.0.256", "127.0.0.1.", "127.0.0.+1", "127.0.0.x",
        "127..0.1",
        "1270.0.0.1", "128.0.0.1", "localhost.example", "::1.example", "0127.0.0.1", "127.0.0.0001", "127.0.0.１", "",
    ])
    func whatOnlyLooksLikeItIsAnotherMachine(name: String) {
        #expect(!isLoopbackName(name))
    }
}
