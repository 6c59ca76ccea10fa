import EstateModel
import Foundation
import Testing

@testable import Collectors

struct ProgramsTests {
    private func report(_ text: String) -> ProgramsReport { ProgramsReport(Array(text.utf8)) }

    private func version(_ program: String, _ output: String) -> String? {
        guard let rule = ProgramsTable.rule(program) else { return nil }
        return ProgramsVersion.version(in: output.split(separator: "\n").map(String.init), by: rule)
    }

    @Test func theRecordingOfAHostIsRead() throws {
        let found = ProgramsReport(try Fixture.bytes("linux-host/debian12-guest/programs.txt"))
        #expect(found.software.allSatisfy { $0.source == .command && $0.version != nil && $0.output != nil })
        let versions = found.software.map { "\($0.name) \($0.version ?? "?") \($0.path ?? "?")" }
        #expect(
            versions == [
                "java 17.0.15 /usr/lib/jvm/java-17-openjdk-amd64/bin/java",
                "node 20.20.2 /usr/bin/node",
                "openssl 3.0.19 /usr/bin/openssl",
                "sshd 9.2 /usr/sbin/sshd",
                "python 3.11.2 /usr/bin/python3.11",
                "postgres 15.18 /usr/lib/postgresql/15/bin/postgres",
                "docker 28.2.2 /usr/local/bin/docker",
                "java 25.0.3 /usr/lib/jvm/temurin-25-jdk-amd64/bin/java",
            ]
        )
    }

    @Test(arguments: [
        ("java", "java version \"1.8.0_202\"\nJava(TM) SE Runtime Environment (build 1.8.0_202-b08)", "1.8.0_202"),
        ("java", "Picked up JAVA_TOOL_OPTIONS: -Dx=1\nopenjdk version \"11.0.24\" 2024-07-16", "11.0.24"),
        ("java", "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"21.0.4\"", "21.0.4"),
        ("python", "Python 2.7.18", "2.7.18"),
        ("php", "PHP 8.2.29-1+deb12u1 (cli) (built: Jul  3 2025 16:25:11) (NTS)", "8.2.29-1+deb12u1"),
        ("node", "v18.19.0", "18.19.0"),
        ("ruby", "ruby 3.1.2p20 (2022-04-12 revision 4491bb740a) [x86_64-linux-gnu]", "3.1.2"),
        ("postgres", "postgres (PostgreSQL) 9.6.24", "9.6.24"),
        ("postgres", "postgres (EnterpriseDB) 13.2.5", "13.2.5"),
        ("mysqld", "/usr/sbin/mysqld  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)", "8.0.36"),
        ("mysqld", "mysqld  Ver 5.5.5-10.4.19-MariaDB for Linux on x86_64", "10.4.19-MariaDB"),
        (
            "mariadbd", "mariadbd  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64",
            "10.11.6-MariaDB-0+deb12u1"
        ),
        ("mongod", "db version v6.0.5\nBuild Info: {\n    \"version\": \"6.0.5\",", "6.0.5"),
        ("redis-server", "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64", "7.0.15"),
        ("redis-server", "Redis server version 2.4.10 (00000000:0)", "2.4.10"),
        ("nginx", "nginx version: nginx/1.22.1", "1.22.1"),
        ("nginx", "nginx version: openresty/1.21.4.1", "1.21.4.1"),
        ("httpd", "Server version: Apache/2.4.62 (Debian)\nServer built:   2024-10-04", "2.4.62"),
        ("haproxy", "HA-Proxy version 1.8.27-493ce0b 2020/11/06", "1.8.27-493ce0b"),
        ("docker", "Docker version 24.0.5, build ced0996", "24.0.5"),
        ("podman", "podman version 4.3.1", "4.3.1"),
        ("containerd", "containerd containerd.io 1.6.33 d2d58213f83a351ca8f528a95fbd145f5654e957", "1.6.33"),
        (
            "containerd", "containerd github.com/containerd/containerd v1.7.2 0cae528dd6cb557f7201036e9f43420650207b58",
            "1.7.2"
        ),
        ("kubelet", "Kubernetes v1.28.2", "1.28.2"),
        ("openssl", "OpenSSL 1.0.2k-fips  26 Jan 2017", "1.0.2k-fips"),
        ("smbd", "Version 4.17.12-Debian", "4.17.12-Debian"),
        ("sshd", "unknown option -- V\nOpenSSH_8.4p1 Debian-5+deb11u3, OpenSSL 1.1.1w  11 Sep 2023", "8.4p1"),
        ("tomcat", "                     Apache Tomcat Version 9.0.65", "9.0.65"),
        ("wordpress", "$wp_version = '6.4.2';", "6.4.2"),
        ("drupal", "  const VERSION = '10.1.5';", "10.1.5"),
        ("drupal", "define('VERSION', '7.98');", "7.98"),
        ("moodle", "$release  = '4.1.2 (Build: 20230313)'; // Human-friendly version name", "4.1.2"),
        ("oracle", "<COMP NAME=\"oracle.server\" VER=\"19.0.0.0.0\" BUILD_NUMBER=\"0\"", "19.0.0.0.0"),
    ])
    func everyProgramsOwnWordsAreUnderstood(program: String, output: String, version expected: String) {
        #expect(version(program, output) == expected)
    }

    @Test(arguments: ProgramsTable.rules.map(\.name))
    func anErrorHasNoVersion(program: String) {
        let errors = [
            "", "\n", "bash: \(program): command not found", "Segmentation fault",
            "\(program): error while loading shared libraries: libaio.so.1: cannot open shared object file",
            "Permission denied", "\u{FFFD}\u{FFFD}",
        ]
        for error in errors { #expect(version(program, error) == nil, "\(error)") }
    }

    @Test func everyRuntimeOfDotnetIsAProgramOfItsOwn() {
        let text = """
            @@ dotnet /usr/share/dotnet/dotnet
             Microsoft.AspNetCore.App 6.0.36 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]
             Microsoft.NETCore.App 6.0.36 [/usr/share/dotnet/shared/Microsoft.NETCore.App]
             Microsoft.NETCore.App 8.0.11 [/usr/share/dotnet/shared/Microsoft.NETCore.App]
             something else
            """
        let found = report(text).software
        #expect(found.map(\.edition) == ["Microsoft.AspNetCore.App", "Microsoft.NETCore.App", "Microsoft.NETCore.App"])
        #expect(found.map(\.version) == ["6.0.36", "6.0.36", "8.0.11"])
        #expect(found.last?.path == "/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11")
    }

    @Test func versionsInPathsAreReadForThoseProgramsOnly() {
        let text = """
            @@ elasticsearch /usr/share/elasticsearch/lib/elasticsearch-8.11.1.jar
            @@ rabbitmq /usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8
            @@ nginx /opt/nginx/1.2/sbin/nginx
            """
        #expect(report(text).software.map(\.version) == ["8.11.1", "3.10.8", nil])
    }

    @Test func aProgramThatWasNotRunIsListedAndExplained() throws {
        let text = """
            @! nginx /opt/app/sbin/nginx
            @! java /opt/app/jdk/bin/java
             JAVA_VERSION="1.8.0_202"
            """
        let found = collect(with: ProgramsCollector(), text: ["programs": text])
        #expect(found.software.map(\.version) == ["1.8.0_202", nil])
        let problem = try #require(found.problems.first)
        #expect(problem.code == .privilegeMissing)
        #expect(problem.message.contains("/opt/app/sbin/nginx"))
        #expect(!problem.message.contains("jdk"))
        // The programs are known, so that one that goes is reported gone.
        #expect(found.completeness[.software] == .complete)
    }

    @Test func whatAProgramPrintsIsNeverTakenForAFinding() {
        let found = report("@@ nginx /usr/sbin/nginx\n @@ java /usr/bin/java\n nginx version: nginx/1.22.1\n").software
        #expect(found.count == 1)
        #expect(found.first?.version == "1.22.1")
    }

    @Test func aLimitIsAProblem() {
        let found = collect(with: ProgramsCollector(), text: ["programs": "@limit findings\n"])
        #expect(found.problems.map(\.code) == [.outputTooLarge])
        #expect(found.completeness[.software] == .partial)
    }

    @Test(arguments: [
        "", "\n", "@@", "@@ nginx", "@@ nginx relative/path", "@@ nosuchprogram /usr/bin/x\n 1.0", " only output",
        "@! ", "@@  /usr/bin/nginx",
    ])
    func whatIsNoFindingIsNone(text: String) {
        #expect(report(text).software.isEmpty)
    }

    @Test func outputIsBounded() throws {
        let long = String(repeating: "x", count: 5000)
        let found = report("@@ nginx /usr/sbin/nginx\n " + long + "\n nginx/1.2\n").software
        #expect(try #require(found.first?.output).utf8.count == 2000)
    }

    @Test func namesAreUnique() {
        #expect(Set(ProgramsTable.rules.map(\.name)).count == ProgramsTable.rules.count)
    }

    /// The first line of the files says which version they are of.
    @Test(
        .enabled(if: Corpus.isPresent, "../shared/corpus is absent"),
        arguments: [
            ("mysql-version", "mysqld"), ("redis-version", "redis-server"), ("valkey-version", "valkey-server"),
            ("apache-httpd-version", "httpd"), ("apache-tomcat-version", "tomcat"),
            ("openjdk-redhat-version-stderr", "java"),
        ]
    )
    func theBannersOfTheCorpusAreUnderstood(folder: String, program: String) throws {
        var read = 0
        for path in Corpus.files(in: "linuxfabrik-plugins/" + folder) {
            let found = version(program, try Corpus.text(path))
            #expect((found != nil) != path.hasSuffix("garbage-output"), "\(path)")
            guard let found else { continue }
            #expect(found.first?.isNumber == true)
            // `mariadb-10.4-rocky8`, `redis-server-v8.0`, `version-tomcat10`, `java-version-openjdk-8`
            let digits = path.split(separator: "/").last?.split { !($0.isNumber || $0 == ".") }.map(String.init) ?? []
            if folder != "apache-httpd-version", let named = digits.first {
                #expect(found.hasPrefix(named) || found.hasPrefix("1." + named), "\(path): \(found)")
            }
            read += 1
        }
        #expect(read > 0)
    }
}

struct ProgramsFilesTests {
    @Test func filesAreFactsAndNoSoftware() {
        let text = """
            @@ file /srv/www/js/jquery-1.12.4.min.js
            @@ file /opt/gitlab/embedded/service/gitlab-rails/VERSION
             13.12.4
            @@ file /opt/wildfly-26.1.3.Final/
            @@ nginx /usr/sbin/nginx
             nginx version: nginx/1.22.1
            """
        let found = collect(with: ProgramsCollector(), text: ["programs": text])
        #expect(found.software.map(\.name) == ["nginx"])
        #expect(
            Set(found.otherFacts.map(\.fields)) == [
                ["path": "/srv/www/js/jquery-1.12.4.min.js"], ["path": "/opt/wildfly-26.1.3.Final/"],
                ["path": "/opt/gitlab/embedded/service/gitlab-rails/VERSION", "fileVersion": "13.12.4"],
            ]
        )
        #expect(found.otherFacts.allSatisfy { $0.kind == "file" })
    }

    @Test func aFloodOfFilesIsBounded() {
        let text = (0..<5000).map { "@@ file /srv/\($0).js\n" }.joined()
        #expect(ProgramsReport(Array(text.utf8)).files.count == 200)
    }
}

/// The part of the script that names files, over folders made for it.
struct FilesTableTests {
    private struct Walk: Collector {
        let root: String
        var probes: [Probe] {
            let steps = ["opt/wildfly-26.1.3.Final", "opt/wildfly-26.1.3.Final/lib", "opt/app", "opt/bitbucket/7.21.0"]
            let calls = steps.map { "brought \(root)/\($0)" } + ["pages \(root)/www", "pages \(root)/www/jadu"]
            return [
                Probe(
                    "programs",
                    section: .software,
                    command: "far () { return 1; }\n" + FilesTable.script + "\n" + calls.joined(separator: "\n")
                )
            ]
        }

        func collect(from answers: Answers, into builder: inout CollectionBuilder) {}
    }

    @Test(arguments: ShellRun.shells)
    func filesAreNamedOnceByNameAndByFolder(shell: String) throws {
        let manager = FileManager.default
        let root = manager.temporaryDirectory.appendingPathComponent("reeve-files-\(UInt64.random(in: 0 ... .max))")
            .path
        defer { try? manager.removeItem(atPath: root) }
        for file in [
            "opt/wildfly-26.1.3.Final/lib/log4j-core-2.17.1.jar", "opt/wildfly-26.1.3.Final/lib/other.jar",
            "opt/app/webapps/x/WEB-INF/lib/spring-core-5.3.1.jar", "opt/bitbucket/7.21.0/x", "www/jquery-1.12.4.min.js",
            "www/jquery.js", "www/jadu/x",
        ] {
            let path = root + "/" + file
            let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
            try manager.createDirectory(atPath: String(folder), withIntermediateDirectories: true)
            try #require(manager.createFile(atPath: path, contents: nil))
        }
        let platform = Platform(id: "linux", shell: .posix, systemNames: ["Linux"], collectors: [Walk(root: root)])
        let composed = PosixScript.compose(PosixScript.text(of: [platform]), nonce: ShellRun.nonce, escalation: .none)
        let answers = Answers(try ShellRun(composed, shell: shell).transcript.answers)
        let found = ProgramsReport(answers.bytes("programs")).files.compactMap {
            $0.fields["path"]?.dropFirst(root.count)
        }
        #expect(
            found == [
                "/opt/wildfly-26.1.3.Final/lib/log4j-core-2.17.1.jar", "/opt/wildfly-26.1.3.Final/",
                "/opt/app/webapps/x/WEB-INF/lib/spring-core-5.3.1.jar", "/opt/bitbucket/7.21.0/",
                "/www/jquery-1.12.4.min.js", "/www/jadu",
            ],
            "\(shell)"
        )
    }
}
