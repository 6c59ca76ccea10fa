package import EstateModel

/// Knows how to ask for one kind of fact and how to read the answers. Pure: it never runs anything.
///
/// One file each. To add one, write the file and name it in its platform's list.
package protocol Collector: Sendable {
    /// What is asked, in the order in which it runs on the host.
    var probes: [Probe] { get }

    /// Reads the answers to ``probes`` into the builder. Never traps and never throws on any bytes;
    /// what cannot be read becomes a problem.
    func collect(from answers: Answers, into builder: inout CollectionBuilder)
}

/// The shell that a platform's probes are written for.
package enum Shell: String, Sendable {
    case posix
    case powershell
}

/// A kind of host: how it is recognised and what is asked there.
package struct Platform: Sendable {
    /// `linux`, `esxi`, `windows`.
    package let id: String
    package let shell: Shell
    /// What `uname -s` prints on it; empty for platforms without a POSIX shell.
    package let systemNames: [String]
    package let collectors: [any Collector]

    package init(id: String, shell: Shell, systemNames: [String], collectors: [any Collector]) {
        self.id = id
        self.shell = shell
        self.systemNames = systemNames
        self.collectors = collectors
    }

    package var probes: [Probe] { collectors.flatMap(\.probes) }

    /// Turns a host's answers into a collection; the same answers always give the same collection.
    ///
    /// - Parameter longestProbeSeconds: the bound that the script had for every probe; nil when not known.
    package func collection(
        from answers: Answers,
        scriptDigest: String,
        longestProbeSeconds: Int? = nil
    ) -> HostCollection {
        var builder = CollectionBuilder(
            platform: self,
            answers: answers,
            scriptDigest: scriptDigest,
            longestProbeSeconds: longestProbeSeconds
        )
        for collector in collectors {
            collector.collect(from: answers, into: &builder)
        }
        return builder.build()
    }
}
