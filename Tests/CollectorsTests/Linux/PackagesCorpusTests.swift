import EstateModel
import Foundation
import Testing

@testable import Collectors

/// Package and update recordings of the corpus. Those of another invocation than ours must give nothing, not nonsense.
@Suite(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
struct PackagesCorpusTests {
    private static let folders = [
        "osconfig/packages", "osconfig/inline", "vuls/debian", "vuls/redhatbase", "vuls/suse", "vuls/alpine",
        "linuxfabrik-plugins/rpm-updates", "linuxfabrik-plugins/deb-updates", "azure-linux-patch-ext", "puppet/package",
        "insights-core/inline/installed_rpms", "insights-core/inline/yum_updateinfo", "mondoo-mql/resources/packages",
        "syft/packaging", "trivy", "glpi-agent/linux/packaging",
    ]

    @Test func noRecordingTrapsAnyParser() throws {
        let files = Self.folders.flatMap(Corpus.files)
        #expect(files.count > 200)
        for file in files {
            let bytes = try Corpus.bytes(file)
            for probe in ["dpkg", "apt-policy", "apt-releases", "rpm", "apk", "pacman", "snap", "flatpak"] {
                let answers = Platform.linux.probes.map {
                    Answer(probe: $0.id, status: 0, stdout: $0.id == probe ? bytes : [])
                }
                let collection = Platform.linux.collection(from: Answers(answers), scriptDigest: "")
                let versions = collection.software.compactMap(\.version)
                #expect(versions.allSatisfy { !$0.isEmpty && $0.utf8.count <= 1500 }, "\(file) as \(probe)")
            }
            for manager in ["# yum\n", "# zypper\n", "# apk\n", "# pacman\n"] {
                let answers = Platform.linux.probes.map {
                    Answer(probe: $0.id, status: 0, stdout: $0.id == "updates" ? Array(manager.utf8) + bytes : [])
                }
                _ = Platform.linux.collection(from: Answers(answers), scriptDigest: "")
            }
        }
    }

    @Test(arguments: [
        ("osconfig/packages/centos-7-1.yum-check-update.stdout", 10),
        ("osconfig/packages/oracle-linux-8.yum-check-update.stdout", 10),
        ("osconfig/packages/rocky8-8.yum-check-update.stdout", 10),
        ("azure-linux-patch-ext/dnf5/035_HappyPath_check-update.txt", 5),
        ("azure-linux-patch-ext/yum/087_ObsoletePackages_check-update.txt", 1),
        ("linuxfabrik-plugins/rpm-updates/fedora35-upgrades", 2),
        ("linuxfabrik-plugins/rpm-updates/fedora42-upgrades", 2),
    ])
    func yumAndDnfListsAreReadToTheLine(file: String, atLeast: Int) throws {
        let bytes = try Corpus.bytes(file)
        let text = String(decoding: bytes, as: UTF8.self)
        let before = text.components(separatedBy: "Obsoleting").first ?? ""
        let names = before.split(separator: "\n").compactMap { $0.split(separator: " ").first }.filter { word in
            [".x86_64", ".noarch", ".i686"].contains { word.hasSuffix($0) }
        }
        let pending = UpdatesYum.read(bytes, installed: [:], security: nil)
        #expect(pending.count == Set(names).count)
        #expect(pending.count >= atLeast)
    }

    @Test(arguments: [
        ("linuxfabrik-plugins/rpm-updates/fedora30-updateinfo", "glibc"),
        ("linuxfabrik-plugins/rpm-updates/fedora43-updateinfo", "libcap"),
    ])
    func advisoriesNameTheirPackages(file: String, name: String) throws {
        let names = UpdatesYum.securityNames(try Corpus.bytes(file))
        #expect(names.contains(name))
        #expect(!names.contains("elfutils-libs"))
        #expect(!names.contains("fedora-release-common"))
    }

    @Test func zypperTablesOfAnyAgeAreRead() throws {
        let old = UpdatesZypper.read(try Corpus.bytes("puppet/package/zypper/zypper-list-updates-SLES11sp1.out"))
        #expect(old.first { $0.name == "MozillaFirefox" }?.available == "10.0.2-0.4.1")
        let new = UpdatesZypper.read(try Corpus.bytes("osconfig/packages/sles-15-1.zypper-list-updates.stdout"))
        #expect(new.first { $0.name == "curl" }?.installed == "8.0.1-150400.5.26.1")
        #expect(UpdatesZypper.read(try Corpus.bytes("puppet/package/zypper/zypper-list-updates-empty.out")) == [])
        let xml = UpdatesZypper.read(try Corpus.bytes("mondoo-mql/resources/packages/updates_zypper.toml"))
        #expect(xml.first { $0.name == "bash" }?.available == "4.3-83.6.1")
    }

    @Test func apkRecordingsAreRead() throws {
        let updates = UpdatesOther.readApk(try Corpus.bytes("vuls/alpine/TestParseApkVersion_0.txt"))
        #expect(updates.map(\.name) == ["libcrypto1.0", "libssl1.0", "nrpe"])
        #expect(updates[2].available == "2.15-r5")
        let database = try Corpus.bytes("syft/packaging/alpine/testdata/multiple-2/lib/apk/db/installed")
        let software = PackagesApk.read(database)
        #expect(software.first?.name == "alpine-baselayout-data")
        #expect(software.first?.sourcePackage == "alpine-baselayout")
        #expect(PackagesApk.read(Array("bogus db contents\n".utf8)) == [])
    }

    @Test func aptPolicyRecordingsSumUp() throws {
        for name in ["TestParseAptCachePolicy_1.txt", "TestSplitAptCachePolicy_0.txt"] {
            let path = Corpus.url("vuls/debian/" + name).path
            let run = try ShellRun(script(["sum": "awk '\(AptPolicy.summary)' <\(path)"]))
            let answer = Answer(
                probe: "apt-policy",
                status: 0,
                stdout: Answers(run.transcript.answers).bytes("sum")
            )
            let policy = AptPolicy(Answers([answer]))
            #expect(policy.rows.values.allSatisfy { $0.candidate != nil })
            #expect(!policy.rows.isEmpty)
        }
    }
}
