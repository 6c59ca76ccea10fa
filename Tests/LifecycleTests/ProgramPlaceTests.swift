import Testing

@testable import Lifecycle

struct ProgramPlaceTests {
    @Test(arguments: [
        nil, "", "/usr/bin/java", "/usr/lib/jvm/java", "/bin/sh", "/sbin/init", "/lib64/ld", "/usr/localized/x",
    ])
    func packagesPutTheirsThere(path: String?) {
        #expect(ProgramPlace(path) == .system)
    }

    @Test(arguments: ["/usr/local/bin/node", "/opt/pg/bin/postgres", "/srv/a/b", "/home/me/java", "/var/www/php"])
    func peoplePutTheirOwnThere(path: String) {
        #expect(ProgramPlace(path) == .own)
    }

    @Test(arguments: ["java", "/java", "C:\\Program Files\\x", "/optional/x", "./usr/bin/x", "/nix/store/x"])
    func otherPlacesTellNothing(path: String) {
        #expect(ProgramPlace(path) == .elsewhere)
    }
}
