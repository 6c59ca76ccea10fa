import EstateModel
import Testing

@testable import Collectors

/// What was read of one host must not show in the next.
struct PackagesDpkgMemoTests {
    private static func software(origin: String?) -> [InstalledSoftware] {
        var answers = [
            Answer(
                probe: "dpkg",
                status: 0,
                stdout: Array("memo-tool\tamd64\t1.0-1\tinstall ok installed\tutils\tA B <a@b.example>\t\n".utf8)
            )
        ]
        if let origin {
            let policy = "F 0 http://packages.example/\(origin) stable/main amd64 Packages\nP memo-tool - 0 -\n"
            let releases = "==> \(origin) <==\nOrigin: \(origin)\nSuite: stable\n"
            answers.append(Answer(probe: "apt-policy", status: 0, stdout: Array(policy.utf8)))
            answers.append(Answer(probe: "apt-releases", status: 0, stdout: Array(releases.utf8)))
        }
        return Platform.linux.collection(from: Answers(answers), scriptDigest: "").software
    }

    @Test func aLineThatIsKnownIsReadAsTheFirstTime() {
        let first = Self.software(origin: nil)
        #expect(first.map(\.name) == ["memo-tool"])
        #expect(first.map(\.publisher) == ["A B <a@b.example>"])
        for _ in 0..<3 { #expect(Self.software(origin: nil) == first) }
    }

    @Test func theArchiveIsTheHostsOwn() {
        for _ in 0..<2 {
            let plain = Self.software(origin: nil)
            #expect(plain.map(\.component) == [nil])
            let delivered = Self.software(origin: "Example")
            #expect(delivered.map(\.component) == ["main"])
        }
    }

    @Test func aMemoForgetsBeforeItGrowsWithoutBound() {
        let memo = LineMemo<Int>()
        for number in 0..<120_000 { memo.remember(number, of: Array("line \(number)".utf8)[...]) }
        #expect(memo.value(of: Array("line 119999".utf8)[...]) == 119_999)
        #expect(memo.value(of: Array("line 1".utf8)[...]) == nil)
        let long = [UInt8](repeating: 65, count: 5_000)[...]
        memo.remember(1, of: long)
        #expect(memo.value(of: long) == nil)
    }
}
