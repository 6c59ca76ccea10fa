package import EstateModel
import Lifecycle

/// A host with what no rule knows on it.
package struct UnidentifiedHost: Sendable {
    package let name: String
    /// Of any kind: what is no software is left out.
    package let facts: [Fact]
    package let listeners: [Listener]
    /// Facts of kind `service`.
    package let services: [Fact]

    package init(name: String, facts: [Fact], listeners: [Listener] = [], services: [Fact] = []) {
        self.name = name
        self.facts = facts
        self.listeners = listeners
        self.services = services
    }
}

/// Software that no rule knows, its versions, architectures and languages together: one line of the backlog of rules.
package struct UnidentifiedSoftware: Hashable, Sendable {
    /// Its place in the whole list, from 1: the most important, on the most hosts, first.
    package private(set) var number: Int
    /// The kind of its facts: `registry`, `dpkg`.
    package let kind: String
    /// Without version, architecture and language.
    package let name: String
    package let publisher: String?
    /// Sorted, without repetition.
    package let hosts: [String]
    /// As the hosts write them, sorted, without repetition.
    package let versions: [String]
    package let importance: Importance
    /// One fact for each name and version, sorted; at most 200.
    package let examples: [Fact]

    private static let mostExamples = 200

    /// Groups and ranks what no rule knows. The order of hosts does not matter.
    package static func ranked(_ hosts: [UnidentifiedHost]) -> [UnidentifiedSoftware] {
        var groups: [Key: Group] = [:]
        var shapes: [Name: NameShape] = [:]
        var surroundings: [Surroundings: Int] = [:]
        for host in hosts {
            // Hosts of one build listen on the same ports: what they are is kept once.
            let around = Surroundings(host)
            let place = surroundings[around] ?? surroundings.count
            surroundings[around] = place
            for fact in host.facts where FactKind.named(fact.kind)?.isSoftware ?? false {
                guard let name = fact.softwareName, !name.isEmpty else { continue }
                let shape = shapes[Name(kind: fact.kind, text: name)] ?? NameShape(name, kind: fact.kind)
                shapes[Name(kind: fact.kind, text: name)] = shape
                let publisher = fact.softwarePublisher
                let key = Key(kind: fact.kind, name: shape.key, publisher: publisher?.lowercased() ?? "")
                groups[key, default: Group()]
                    .add(fact, title: shape.title, publisher: publisher, host: host.name, around: place)
            }
        }
        let places = surroundings.sorted { $0.value < $1.value }.map(\.key)
        let found = groups.map { $1.software(kind: $0.kind, places: places) }.sorted { $0.isBefore($1) }
        return found.enumerated().map { index, software in
            var numbered = software
            numbered.number = index + 1
            return numbered
        }
    }

    private func isBefore(_ other: UnidentifiedSoftware) -> Bool {
        if importance.rank != other.importance.rank { return importance.rank < other.importance.rank }
        if hosts.count != other.hosts.count { return hosts.count > other.hosts.count }
        let reasons = (importance.reasons.count, other.importance.reasons.count)
        if reasons.0 != reasons.1 { return reasons.0 > reasons.1 }
        let texts = [self, other].map { [$0.name.lowercased(), $0.name, $0.kind, $0.publisher ?? ""] }
        return texts[0].lexicographicallyPrecedes(texts[1])
    }

    private struct Key: Hashable {
        var kind: String
        var name: String
        var publisher: String
    }

    private struct Name: Hashable {
        var kind: String
        var text: String
    }

    /// What runs on a host, as far as importance asks; addresses other than its own loopback are all one.
    private struct Surroundings: Hashable {
        var listeners: Set<Listener>
        var services: Set<Fact>

        init(_ host: UnidentifiedHost) {
            listeners = Set(
                host.listeners.filter { $0.process != nil }.map { listener in
                    let address = listener.isLoopback ? "127.0.0.1" : "0.0.0.0"
                    return Listener(address: address, port: listener.port, process: listener.process)
                }
            )
            services = Set(host.services)
        }
    }

    private struct Group {
        /// The smallest of several spellings, so that the order of hosts does not decide.
        var title: String?
        var publisher: String?
        var hosts: Set<String> = []
        var facts: Set<Fact> = []
        /// Places in the list of surroundings.
        var surroundings: Set<Int> = []

        mutating func add(_ fact: Fact, title: String, publisher: String?, host: String, around: Int) {
            self.title = min(self.title ?? title, title)
            self.publisher = [self.publisher, publisher].compactMap(\.self).min()
            facts.insert(fact)
            hosts.insert(host)
            surroundings.insert(around)
        }

        func software(kind: String, places: [Surroundings]) -> UnidentifiedSoftware {
            let listeners = surroundings.reduce(into: Set<Listener>()) { $0.formUnion(places[$1].listeners) }
            let services = surroundings.reduce(into: Set<Fact>()) { $0.formUnion(places[$1].services) }
            var seen: Set<[String]> = []
            let sorted = facts.sorted { $0.evidenceText < $1.evidenceText }
            let examples = sorted.filter { seen.insert([$0.softwareName ?? "", $0.softwareVersion ?? ""]).inserted }
            return UnidentifiedSoftware(
                number: 0,
                kind: kind,
                name: title ?? "",
                publisher: publisher,
                hosts: hosts.sorted(),
                versions: Set(facts.compactMap(\.softwareVersion)).sorted(),
                importance: Importance(
                    name: title ?? "",
                    facts: sorted,
                    listeners: listeners.sorted(),
                    services: Array(services)
                ),
                examples: Array(examples.prefix(mostExamples))
            )
        }
    }
}

extension Fact {
    /// The field that names the software, whatever kind of fact it is.
    package var softwareName: String? {
        fields["displayName"] ?? fields["name"] ?? fields["command"] ?? fields["productReleaseIds"]
    }

    package var softwareVersion: String? {
        let text = fields["displayVersion"] ?? fields["version"] ?? fields["setupVersion"]
        return text?.isEmpty == true ? nil : text
    }

    package var softwarePublisher: String? {
        let text = fields["publisher"] ?? fields["vendor"] ?? fields["maintainer"]
        return text?.isEmpty == true ? nil : text
    }

    var evidenceText: String {
        ([kind] + fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: "\u{1F}")
    }
}
