import Glibc
import TestSupport
import Testing

/// A host of which BusyBox is everything: no GNU tools, no /proc, no /etc but a release file and apk's list.
@Suite(
    .enabled(if: TestSSHServer.isAvailable && geteuid() == 0 && ReeveProgram.isBuilt, "needs sshd and root"),
    .enabled(if: access("/usr/bin/busybox", X_OK) == 0, "there is no busybox here")
)
struct BusyBoxHostTests {
    private static let release = """
        NAME="Alpine Linux"
        ID=alpine
        VERSION_ID=3.20.3
        PRETTY_NAME="Alpine Linux v3.20"

        """
    private static let packages = """
        P:musl
        V:1.2.5-r0
        A:x86_64

        P:busybox
        V:1.36.1-r29
        A:x86_64


        """

    @Test(.timeLimit(.minutes(2)))
    func itIsRead() async throws {
        let estate = try EndToEndEstate()
        let root = try TemporaryFolder()
        let release = try root.write(Self.release, to: "release")
        let packages = try root.write(Self.packages, to: "packages")
        let build = """
            set -e
            cd \(root.path)
            mkdir -p bin etc lib/apk/db dev tmp
            cp /usr/bin/busybox bin/
            for library in $(ldd /usr/bin/busybox 2>/dev/null | grep -o '/[^ ]*' || :); do
                mkdir -p ".${library%/*}"
                cp -L "$library" ".$library"
            done
            for name in $(/usr/bin/busybox --list); do [ -e bin/$name ] || ln -s busybox bin/$name; done
            mknod dev/null c 1 3
            chmod 666 dev/null
            cp \(release) etc/os-release
            cp \(packages) lib/apk/db/installed
            chmod -R a+rX .
            """
        try ChildProcess.run(["/bin/sh", "-c", build], in: estate.folder)
        try estate.addHost("small") { options in
            options.forceCommand = "/usr/sbin/chroot \(root.path) /bin/sh -c \"$SSH_ORIGINAL_COMMAND\""
        }
        estate.keepAlive.append(root)
        let scan = try await estate.reeve("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read"), "\(scan)")
        let detail = try await estate.reeve("assets", "small").output
        #expect(detail.contains("Alpine Linux"), "\(detail)")
        #expect(detail.contains("2 entries"), "\(detail)")
        #expect(detail.contains("software complete"), "\(detail)")
    }
}
