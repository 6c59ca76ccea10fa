import EstateModel

/// Agents that protect the host: which of the known ones are installed, whether they run, and how current they are.
///
/// Costs a few tests of files where there is none, and one `grep` over the names of processes where there is one. Needs
/// no root: where processes of others are hidden, whether an agent runs stays unknown.
struct AgentsCollector: Collector {
    ///     agent clamav
    ///     processes
    ///     process clamd
    ///     day clamav 20 Nov 2026
    static let probe = Probe(
        "agents",
        section: .services,
        byteLimit: 64 << 10,
        optional: true,
        command: [finding, looking].joined(separator: "\n")
    )

    var probes: [Probe] { [Self.probe] }

    /// A line `agent NAME` for each that is installed.
    private static let finding: String = {
        var lines = [
            "agents='|'", "agent () {", "    agents=\"$agents$1|\"", "    echo \"agent $1\"", "}",
        ]
        for agent in AgentTable.all where !agent.places.isEmpty {
            let tests = agent.places.map { "[ -e \($0) ]" }.joined(separator: " ||\n    ")
            lines.append("if \(tests); then agent \(agent.name); fi")
        }
        lines.append("echo agents")
        lines.append("names='\(AgentTable.all.flatMap(\.processes).map { "-e \($0)" }.joined(separator: " "))'")
        return lines.joined(separator: "\n")
    }()

    /// Only the day is told of how current something is: the rest would differ in every scan.
    private static let looking = #"""
        [ "$agents" != '|' ] && have grep || return 0
        [ ! -r /proc/1/comm ] || echo processes
        running='|'
        for name in $(grep -hsxF $names /proc/[0-9]*/comm); do
            case $running in *"|$name|"*) continue ;; esac
            running="$running$name|"
            printf 'process %s\n' "$name"
        done
        case $agents in
        *'|clamav|'*)
            for file in /var/lib/clamav/daily.cld /var/lib/clamav/daily.cvd \
                /usr/local/share/clamav/daily.cld /usr/local/share/clamav/daily.cvd; do
                [ -r "$file" ] || continue
                line=$(head -c 30 "$file" 2>/dev/null)
                case $line in ClamAV-VDB:*) printf 'day clamav %s\n' "${line#*:}" ;; esac
            done
            ;;
        esac
        case $agents$running in
        *'|mdatp|'*'|wdavdaemon|'*)
            if have mdatp; then
                line=$(mdatp health --field definitions_updated 2>/dev/null)
                printf 'day mdatp %s\n' "${line%% at *}"
            fi
            ;;
        esac
        case $agents in
        *'|wazuh-agent|'*)
            if [ -r /var/ossec/var/run/wazuh-agentd.state ]; then
                while IFS== read -r key value; do
                    case $key in last_ack) printf 'day wazuh-agent %s\n' "${value%% *}" ;; esac
                done </var/ossec/var/run/wazuh-agentd.state
            fi
            ;;
        esac
        :
        """#

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        guard answers.isWhole(Self.probe.id) else { return }
        builder.collection.agents = Self.agents(answers.bytes(Self.probe.id))
    }

    /// What a whole answer tells, by name; nil when it does not say that it named them all.
    static func agents(_ answer: [UInt8]) -> [ProtectiveAgent]? {
        var isTold = false
        var processesAreTold = false
        var installed: Set<String> = []
        var running: Set<String> = []
        var days: [String: CalendarDay] = [:]
        forEachLine(of: answer) { line in
            let words = line.prefix(200).split(separator: 0x20, maxSplits: 2).map(\.text)
            switch (words.first, words.count) {
            case ("agents", 1): isTold = true
            case ("processes", 1): processesAreTold = true
            case ("agent", 2): installed.insert(words[1])
            case ("process", 2): running.insert(words[1])
            case ("day", 3): if let day = day(words[2]) { days[words[1]] = max(day, days[words[1]] ?? day) }
            default: break
            }
        }
        guard isTold else { return nil }
        return AgentTable.all.filter { installed.contains($0.name) }.map { agent in
            let runs = agent.processes.contains { running.contains(String($0.prefix(15))) }
            let isRunning = runs ? true : processesAreTold ? false : nil
            return ProtectiveAgent(name: agent.name, isRunning: isRunning, currentAsOf: days[agent.name])
        }
    }

    /// `20 Nov 2026 09-31`, `Sept 08, 2022`, `'2026-11-20'`.
    private static func day(_ text: String) -> CalendarDay? {
        let bare = text.filter { $0 != "'" && $0 != "\"" }
        if let day = CalendarDay(bare) { return day }
        guard case .day(let day)? = WrittenDay.read(bare, order: .unknown) else { return nil }
        return day
    }
}
