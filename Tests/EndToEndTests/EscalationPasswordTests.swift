import Foundation
import TestSupport
import Testing

/// A host whose sudo asks for a password, which the estate has from a secret reference.
@Suite(
    .enabled(if: HostWithAccount.isPossible && ReeveProgram.isBuilt, "\(HostWithAccount.whyNot)"),
    .enabled(if: HostWithAccount.hasSudo, "there is no sudo here")
)
struct EscalationPasswordTests {
    private static let password = #"cor'rect "$HOME" \ horse%s `id`"#
    private static let hash =
        "$6$abcdefgh$QdYW1CWai0s8H9DYCqTN.3JAifwwX64kBmQwgWXZHuf9LosF376tyFDUdduGOyrbBOuElDkFXRXLeHBv7KX/n0"

    private func scan(password: String) async throws -> (scan: ReeveProgram.Outcome, detail: String, leaks: Bool) {
        let estate = try EndToEndEstate()
        try estate.addCredential("sudo-password: {password: {env: REEVE_TEST_PASSWORD}}")
        let sudoers = try await ReeveProgram.run(
            ["probes", "--sudoers", "--user", HostWithAccount.user, "--with-password"]
        )
        let host = try HostWithAccount(
            authorizedKeys: estate.key.publicLine + "\n",
            passwordHash: Self.hash,
            setUp: """
                printf '%s\\n' 'auth required pam_unix.so nodelay' 'account required pam_unix.so' \\
                    'session required pam_permit.so' >/etc/pam.d/sudo
                """,
            sudoers: sudoers.output
        )
        try estate.addHost("asks", host, settings: "escalate: sudo, escalate-password: sudo-password")
        let scan = try await estate.reeve(["scan"], environment: ["REEVE_TEST_PASSWORD": password])
        let detail = try await estate.reeve("assets", "asks").output
        let files = try FileManager.default.contentsOfDirectory(atPath: estate.path).filter { $0.hasPrefix("reeve.") }
        let kept = try files.map { try Data(contentsOf: URL(fileURLWithPath: estate.path + "/" + $0)) }
        let text = scan.output + scan.messages + detail
        let leaks = text.contains(password) || kept.contains { $0.range(of: Data(password.utf8)) != nil }
        return (scan, detail, leaks)
    }

    @Test(.timeLimit(.minutes(3)))
    func withThePasswordEverythingIsRead() async throws {
        let (scan, detail, leaks) = try await scan(password: Self.password)
        #expect(scan.output.hasPrefix("1 of 1 targets read"), "\(scan)")
        #expect(!detail.contains("root"), "\(detail)")
        #expect(detail.contains("services complete"), "\(detail)")
        #expect(!leaks)
    }

    @Test(.timeLimit(.minutes(3)))
    func aWrongPasswordIsSaidOnceWithItsRemedy() async throws {
        let (scan, detail, leaks) = try await scan(password: "wrong, and a horse too")
        #expect(scan.status == 3, "\(scan)")
        #expect(detail.contains("sudo did not take the account's password, and no command ran as root"), "\(detail)")
        #expect(detail.contains("Correct the secret of `escalate-password`"))
        #expect(detail.contains("software complete"))
        #expect(!leaks)
    }
}
