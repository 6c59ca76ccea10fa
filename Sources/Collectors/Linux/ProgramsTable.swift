/// How one kind of program is found, asked for its version and understood.
struct ProgramsRule: Sendable {
    /// The name under which it is listed (`command` of a fact).
    var name: String
    /// File names, as patterns of a shell's `case`. None for programs that are read from their files only.
    var files: [String] = []
    /// What makes it print its version, do nothing else and write nothing.
    var arguments: [String] = []
    /// What stands right before the version in what it prints or in its file; the first that is found counts.
    var markers: [String]
    /// The version stands in the path, and nothing is printed.
    var isReadFromPath = false
}

/// Every program that is looked for outside packages. To add one, add a row, and a folder to ``ProgramsScript`` when
/// it lies at an unusual place.
enum ProgramsTable {
    static let rules: [ProgramsRule] = [
        // Without the option, HotSpot writes its counters to /tmp while it runs.
        ProgramsRule(
            name: "java",
            files: ["java"],
            arguments: ["-XX:-UsePerfData", "-version"],
            markers: [#" version ""#, #"JAVA_VERSION=""#]
        ),
        ProgramsRule(
            name: "python",
            files: ["python[23]", "python[23].[0-9]", "python[23].[0-9][0-9]"],
            arguments: ["-V"],
            markers: ["Python "]
        ),
        // -n: no php.ini, so no extension is loaded.
        ProgramsRule(
            name: "php",
            files: ["php", "php[5-9]*", "php-fpm*"],
            arguments: ["-n", "-v"],
            markers: ["PHP "]
        ),
        ProgramsRule(name: "node", files: ["node", "nodejs"], arguments: ["--version"], markers: ["v"]),
        ProgramsRule(name: "ruby", files: ["ruby"], arguments: ["--version"], markers: ["ruby "]),
        ProgramsRule(name: "dotnet", files: ["dotnet"], arguments: ["--list-runtimes"], markers: []),
        ProgramsRule(
            name: "postgres",
            files: ["postgres", "edb-postgres"],
            arguments: ["--version"],
            markers: ["(PostgreSQL) ", "(EnterpriseDB) "]
        ),
        ProgramsRule(
            name: "mysqld",
            files: ["mysqld"],
            arguments: ["--no-defaults", "--version"],
            markers: ["Distrib ", " Ver ", " from "]
        ),
        ProgramsRule(
            name: "mariadbd",
            files: ["mariadbd"],
            arguments: ["--no-defaults", "--version"],
            markers: ["Distrib ", " Ver ", " from "]
        ),
        ProgramsRule(name: "mongod", files: ["mongod"], arguments: ["--version"], markers: ["db version v"]),
        ProgramsRule(
            name: "redis-server",
            files: ["redis-server"],
            arguments: ["--version"],
            markers: [" v=", "server version "]
        ),
        ProgramsRule(name: "valkey-server", files: ["valkey-server"], arguments: ["--version"], markers: [" v="]),
        ProgramsRule(name: "nginx", files: ["nginx"], arguments: ["-v"], markers: ["nginx/", "openresty/", "angie/"]),
        ProgramsRule(name: "httpd", files: ["httpd", "apache2"], arguments: ["-v"], markers: ["Apache/"]),
        ProgramsRule(
            name: "haproxy",
            files: ["haproxy"],
            arguments: ["-v"],
            markers: ["HAProxy version ", "HA-Proxy version "]
        ),
        // The engine's own program: the client `docker` is often alone on a host, and no engine.
        ProgramsRule(name: "docker", files: ["dockerd"], arguments: ["--version"], markers: ["Docker version "]),
        ProgramsRule(name: "podman", files: ["podman"], arguments: ["--version"], markers: ["podman version "]),
        ProgramsRule(
            name: "containerd",
            files: ["containerd"],
            arguments: ["--version"],
            markers: [
                "containerd.io ", "containerd/containerd v", "containerd/containerd ", "containerd/v2 v", "containerd ",
            ]
        ),
        ProgramsRule(name: "kubelet", files: ["kubelet"], arguments: ["--version"], markers: ["Kubernetes v"]),
        ProgramsRule(name: "openssl", files: ["openssl"], arguments: ["version"], markers: ["OpenSSL ", "LibreSSL "]),
        ProgramsRule(name: "smbd", files: ["smbd"], arguments: ["-V"], markers: ["Version "]),
        ProgramsRule(name: "sshd", files: ["sshd"], arguments: ["-V"], markers: ["OpenSSH_"]),
        ProgramsRule(
            name: "tomcat",
            markers: ["Apache Tomcat Version ", "Apache Tomcat/", "Implementation-Version: "]
        ),
        ProgramsRule(name: "elasticsearch", markers: ["elasticsearch-"], isReadFromPath: true),
        ProgramsRule(name: "opensearch", markers: ["opensearch-"], isReadFromPath: true),
        ProgramsRule(name: "rabbitmq", markers: ["rabbitmq_server-"], isReadFromPath: true),
        ProgramsRule(name: "wordpress", markers: ["$wp_version = '"]),
        ProgramsRule(name: "drupal", markers: ["const VERSION = '", "define('VERSION', '"]),
        ProgramsRule(name: "moodle", markers: ["$release  = '", "$release = '", "$release   = '"]),
        ProgramsRule(name: "oracle", markers: [#"<COMP NAME="oracle.server" VER=""#]),
        ProgramsRule(name: "oracle-client", markers: [#"<COMP NAME="oracle.client" VER=""#]),
    ]

    static func rule(_ name: String) -> ProgramsRule? { byName[name] }

    private static let byName = Dictionary(rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
