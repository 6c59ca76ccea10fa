import EstateModel
import Foundation
import Testing

@testable import Collectors

struct PackagesTests {
    private func debian() throws -> HostCollection {
        collect(
            with: PackagesDpkg(),
            [
                "dpkg": try Fixture.bytes("linux/dpkg/debian12.txt"),
                "apt-policy": try Fixture.bytes("linux/apt/policy-debian12.txt"),
                "apt-releases": try Fixture.bytes("linux/apt/releases-debian12.txt"),
            ]
        )
    }

    @Test func debianPackagesCarryTheirOrigin() throws {
        let software = try debian().software
        func package(_ name: String, _ architecture: String = "amd64") -> InstalledSoftware? {
            software.first { $0.name == name && $0.architecture == architecture }
        }
        #expect(package("apt")?.origin == "Debian")
        #expect(package("apt")?.component == "main")
        #expect(package("apt")?.suite == "oldstable")
        #expect(package("postgresql-16")?.origin == "apt.postgresql.org")
        #expect(package("postgresql-16")?.sourcePackage == "postgresql-16")
        #expect(package("linux-image-6.1.0-35-amd64")?.sourcePackage == "linux-signed-amd64")
        #expect(package("libc6", "i386")?.version == "2.36-9+deb12u10")
        #expect(package("libc6", "i386")?.origin == nil)
        #expect(package("google-cloud-cli")?.origin == nil)
        #expect(package("bash")?.category == "shells")
    }

    @Test func removedPackagesDoNotCountAndHeldOnesDo() throws {
        let names = try debian().software.map(\.name)
        #expect(!names.contains("vim-tiny"))
        #expect(names.contains("linux-image-6.1.0-35-amd64"))
    }

    @Test func aTruncatedListKeepsWhatIsWhole() throws {
        let bytes = try Fixture.bytes("linux/dpkg/debian12.txt")
        let whole = try debian().software.count
        for count in stride(from: 0, to: bytes.count, by: 997) {
            let part = collect(with: PackagesDpkg(), ["dpkg": Array(bytes.prefix(count))]).software
            #expect(part.count <= whole)
        }
    }

    @Test func garbageIsAProblemAndNoPackage() {
        let collection = collect(
            with: PackagesDpkg(),
            text: ["dpkg": "dpkg-query: Fehler: nichts gefunden\n\u{1b}[31m"]
        )
        #expect(collection.software.isEmpty)
        #expect(collection.problems.map(\.code) == [.unreadableOutput])
    }

    @Test func rpmOfRHEL5IsRead() throws {
        let software = collect(with: PackagesRpm(), ["rpm": try Fixture.bytes("linux/rpm/rhel5.txt")]).software
        #expect(software.map(\.name) == ["bash", "bind-libs", "glibc", "glibc"])
        #expect(software[1].version == "30:9.3.6-25.P1.el5_11.3")
        #expect(software[1].sourcePackage == "bind")
        #expect(software.map(\.architecture) == ["x86_64", "x86_64", "i686", "x86_64"])
        #expect(software[0].publisher == "Red Hat, Inc.")
    }

    @Test func rpmOfRHEL8CarriesModules() throws {
        let report = PackagesRpm.read(try Fixture.bytes("linux/rpm/rhel8.txt"))
        #expect(report.software.count == 6)
        let database = report.software.first { $0.name == "postgresql-server" }
        #expect(database?.modularityLabel == "postgresql:13:8100020250225162432:489197e6")
        #expect(database?.sourcePackage == "postgresql")
        #expect(report.software.first { $0.name == "openssl-libs" }?.modularityLabel == nil)
        #expect(report.software.first { $0.name == "local-tool" }?.publisher == nil)
        #expect(report.software.filter { $0.name == "kernel-core" }.count == 2)
        #expect(report.lastInstalled?.secondsSinceEpoch == 1_743_000_000)
        #expect(report.restartWorthy?.secondsSinceEpoch == 1_743_000_000)
    }

    @Test func apkIsRead() throws {
        let software = collect(with: PackagesApk(), ["apk": try Fixture.bytes("linux/apk/alpine.txt")]).software
        #expect(software.map(\.name) == ["alpine-baselayout", "busybox", "frr", "libcrypto3"])
        #expect(software[3].sourcePackage == "openssl")
        #expect(software[3].version == "3.3.0-r2")
        #expect(software[2].origin == "edge")
        #expect(software[1].publisher == "Sören Tempel <soeren+alpine@soeren-tempel.net>")
    }

    @Test func pacmanIsRead() throws {
        let software = collect(with: PackagesPacman(), ["pacman": try Fixture.bytes("linux/pacman/arch.txt")]).software
        #expect(software.map(\.name) == ["gmp", "yay"])
        #expect(software.map(\.origin) == [nil, "foreign"])
        #expect(software[0].version == "6.3.0-2")
        #expect(software[0].publisher == "Antonio Rojas <arojas@archlinux.org>")
    }

    @Test func snapsAndFlatpaksAreRead() throws {
        let software = collect(
            with: PackagesBundles(),
            [
                "snap": try Fixture.bytes("linux/bundles/snap.txt"),
                "flatpak": try Fixture.bytes("linux/bundles/flatpak.txt"),
            ]
        ).software
        #expect(software.filter { $0.source == .snap }.map(\.name) == ["core20", "local", "lxd"])
        let lxd = software.first { $0.name == "lxd" }
        #expect(lxd?.edition == "5.0/stable/...")
        #expect(lxd?.publisher == "canonical")
        #expect(software.first { $0.name == "local" }?.publisher == nil)
        let flatpaks = software.filter { $0.source == .flatpak }
        #expect(flatpaks.map(\.version) == ["stable", "23.08.19", "24.0.3"])
        #expect(flatpaks.allSatisfy { $0.origin == "flathub" })
        #expect(
            PackagesBundles.readSnaps(try Fixture.bytes("linux/bundles/snap-old.txt")).first?.publisher == "canonical"
        )
        #expect(PackagesBundles.readSnaps(Array("error: cannot communicate with server\n".utf8)) == [])
    }

    @Test(
        arguments: ["mawk", "busybox awk", "gawk", "original-awk"].filter { name in
            let program = name.split(separator: " ")[0]
            return ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
        }
    )
    func everyAwkSumsUpAptPolicyAlike(awk: String) throws {
        let path = Fixture.root.appendingPathComponent("linux/apt/apt-cache-ubuntu.txt").path
        let run = try ShellRun(script(["sum": "\(awk) '\(AptPolicy.summary)' <\(path)"]))
        let lines = String(decoding: Answers(run.transcript.answers).bytes("sum"), as: UTF8.self)
        #expect(
            lines == """
                F 0 http://gb.archive.ubuntu.com/ubuntu jammy-updates/main amd64 Packages
                F 1 http://security.ubuntu.com/ubuntu jammy-security/main amd64 Packages
                P openssl 3.0.2-0ubuntu1.19 - 0,1
                F 2 https://deb.nodesource.com/node_18.x nodistro/main amd64 Packages
                P nodejs - 2 -
                F 3 http://gb.archive.ubuntu.com/ubuntu jammy-updates/universe i386 Packages
                F 4 http://gb.archive.ubuntu.com/ubuntu jammy/universe i386 Packages
                P libfoo:i386 1:1.2-4 4 3
                P local-tool - - -

                """
        )
    }

    @Test(
        arguments: [
            (
                "http://deb.debian.org/debian bookworm/main amd64 Packages",
                "deb.debian.org_debian_dists_bookworm_InRelease", "main"
            ),
            (
                "http://archive.ubuntu.com/ubuntu/ trusty-updates/universe amd64 Packages",
                "archive.ubuntu.com_ubuntu_dists_trusty-updates_Release", "universe"
            ),
            (
                "http://security.debian.org stretch/updates/main amd64 Packages",
                "security.debian.org_dists_stretch_updates_InRelease", "main"
            ),
            (
                "https://user@deb.example.org/a_b stable/main amd64 Packages",
                "deb.example.org_a%5fb_dists_stable_InRelease", "main"
            ),
            ("https://pkgs.example.org/deb ./ Packages", "pkgs.example.org_deb_._InRelease", nil),
            ("file:/srv/mirror bookworm/main amd64 Packages", "_srv_mirror_dists_bookworm_Release", "main"),
        ] as [(String, String, String?)]
    )
    func anArchiveIsFoundByItsAddress(line: String, file: String, component: String?) {
        let releases = AptReleases(Array("R /var/lib/apt/lists/\(file)\nOrigin: Somebody\nSuite: s\n".utf8))
        let archive = releases.archive(of: line.split(separator: " ").map(String.init))
        #expect(archive.origin == "Somebody")
        #expect(archive.component == component)
    }
}
