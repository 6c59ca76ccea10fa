@testable import EstateFiles

extension EstateMessageTests {
    /// Under the sample head, with a password credential.
    static func scanning(_ example: Case) -> String {
        let head = EstateSamples.head.replacing(
            "credentials:\n",
            with: "credentials:\n  root-password: {password: {env: ROOT_PASSWORD}}\n"
        )
        return EstateSamples.messages(example.input + "\n", head: head)
    }

    private static func target(_ settings: String) -> String {
        "targets: {db01: {address: db01.example, \(settings)}}"
    }

    private static func chain(_ length: Int) -> String {
        let hops = (1...length).map { number in
            "  j\(number): {address: j\(number).example\(number == 1 ? "" : ", via: j\(number - 1)")}"
        }
        return "jump-hosts:\n" + hops.joined(separator: "\n") + "\n" + target("via: j\(length)")
    }

    static let ways = [
        Case("unknown jump host", "jump-hosts: {bastion: bastion.example}\n" + target("via: bastoin")),
        Case("no jump host at all", target("via: bastion")),
        Case("via a list", "jump-hosts: {bastion: bastion.example}\n" + target("via: [bastion]")),
        Case("no address of a jump host", "jump-hosts: {bastion: {port: 22}}\n" + target("via: bastion")),
        Case("address of a jump host", "jump-hosts: {bastion: 'bastion[1-2].example'}\n" + target("via: bastion")),
        Case("empty address of a jump host", "jump-hosts: {bastion: ''}\n" + target("via: bastion")),
        Case("key of a jump host", "jump-hosts: {bastion: {adress: bastion.example}}\n" + target("via: bastion")),
        Case("port of a jump host", "jump-hosts: {bastion: {address: b.example, port: 0}}\n" + target("port: 22")),
        Case(
            "credential of a jump host",
            "jump-hosts: {b: {address: b.example, credential: kye}}\n" + target("port: 22")
        ),
        Case(
            "password of a jump host",
            "jump-hosts: {b: {address: b.example, password: hunter2}}\n" + target("port: 22")
        ),
        Case("hosts at once", "jump-hosts: {b: {address: b.example, hosts-at-once: all}}\n" + target("via: b")),
        Case("name of a jump host", "jump-hosts: {none: b.example}\n" + target("via: none")),
        Case("jump hosts a list", "jump-hosts: [b.example]\n" + target("port: 22")),
        Case("eight jump hosts", chain(8)),
        Case("nine jump hosts", chain(9)),
        Case("twelve jump hosts", chain(12)),
        Case(
            "circle of jump hosts",
            "jump-hosts:\n  a: {address: a.example, via: c}\n  b: {address: b.example, via: a}\n"
                + "  c: {address: c.example, via: b}\n" + target("via: a")
        ),
        Case("jump host through itself", "jump-hosts: {a: {address: a.example, via: a}}\n" + target("via: a")),
        Case("a jump host that is a target", "jump-hosts: {b: DB01.example}\n" + target("via: b")),
    ]

    static let windows = [
        Case(
            "unknown window",
            "windows: {nights: {days: daily, from: 22:00, until: 06:00}}\n" + target("window: night")
        ),
        Case("no window at all", target("window: nights")),
        Case(
            "window called always",
            "windows: {always: {days: daily, from: 22:00, until: 06:00}}\n" + target("port: 22")
        ),
        Case("window without times", "windows: {nights: {days: daily}}\n" + target("window: nights")),
        Case("window is text", "windows: {nights: '22:00 to 06:00'}\n" + target("window: nights")),
        Case("window without spans", "windows: {nights: []}\n" + target("window: nights")),
        Case("no days", "windows: {nights: {days: [], from: 22:00, until: 06:00}}\n" + target("window: nights")),
        Case("wrong day", "windows: {nights: {days: [mon, teu], from: 22:00, until: 06:00}}\n" + target("port: 22")),
        Case(
            "wrong set of days",
            "windows: {nights: {days: weekday, from: 22:00, until: 06:00}}\n" + target("port: 22")
        ),
        Case("capital day", "windows: {nights: {days: Mon-Fri, from: 22:00, until: 06:00}}\n" + target("port: 22")),
        Case(
            "range of one day",
            "windows: {nights: {days: mon-mon, from: 22:00, until: 06:00}}\n" + target("port: 22")
        ),
        Case(
            "day a mapping",
            "windows: {nights: {days: [{mon: 1}], from: 22:00, until: 06:00}}\n" + target("port: 22")
        ),
        Case("wrong times", "windows: {nights: {days: daily, from: 24:00, until: 24:01}}\n" + target("port: 22")),
        Case("loose times", "windows: {nights: {days: daily, from: 10pm, until: 6:00}}\n" + target("port: 22")),
        Case("same times", "windows: {nights: {days: daily, from: 22:00, until: 22:00}}\n" + target("port: 22")),
        Case("key of a span", "windows: {nights: {day: daily, from: 22:00, until: 06:00}}\n" + target("port: 22")),
        Case(
            "time zone",
            "windows: {nights: {time-zone: Europe/Lodnon, days: daily, from: 22:00, until: 06:00}}\n"
                + target("port: 22")
        ),
        Case(
            "time zone by offset",
            "windows: {nights: {time-zone: '+01:00', days: daily, from: 22:00, until: 06:00}}\n" + target("port: 22")
        ),
        Case(
            "time zone in a list",
            "windows: {nights: [{time-zone: UTC, days: daily, from: 22:00, until: 06:00}]}\n" + target("port: 22")
        ),
        Case(
            "spans and a span",
            "windows: {n: {spans: [{days: sat, from: 22:00, until: 06:00}], from: 22:00}}\n" + target("port: 22")
        ),
    ]

    static let escalations = [
        Case("unknown password", target("escalate: sudo, escalate-password: hunter2")),
        Case("a key as password", target("escalate: sudo, escalate-password: scan-key")),
        Case("the password itself", target("escalate: sudo, escalate-password: {env: hunter2}")),
        Case("password and none", target("escalate: none, escalate-password: root-password")),
        Case("password and doas", target("escalate: doas, escalate-password: root-password")),
        Case(
            "password under a group of doas",
            "groups:\n  bsd:\n    escalate: doas\n    targets:\n"
                + "      'db[1-3]': {address: 'db[1-3].example', escalate-password: root-password}"
        ),
        Case("password and nothing", target("escalate-password: root-password")),
        Case("password and a wrong way", target("escalate: sduo, escalate-password: root-password")),
        Case(
            "password for many and nothing",
            "groups:\n  linux:\n    escalate-password: root-password\n    targets: {'db[1-3]': 'db[1-3].example'}"
        ),
        Case(
            "password under a group of none",
            "groups:\n  linux:\n    escalate: none\n    targets:\n"
                + "      db01: {address: db01.example, escalate-password: root-password}"
        ),
    ]

    static let scanLimits = [
        Case("hosts at once of a scan", "scan: {hosts-at-once: 5001}\n" + target("port: 22")),
        Case("connections per second", "scan: {connections-per-second: unlimited}\n" + target("port: 22")),
        Case("guests at once", "scan: {guests-at-once: 0}\n" + target("port: 22")),
        Case("attempts", "scan: {attempts: 11}\n" + target("port: 22")),
        Case("key of scan", "scan: {host-at-once: 5}\n" + target("port: 22")),
        Case("scan a number", "scan: 5\n" + target("port: 22")),
    ]
}
