import EstateSimulatorCore

extension simulator_counters {
    /// One object on one line; the keys in a fixed order.
    var json: String {
        let fields = [
            "\"accepted\":\(accepted)",
            "\"loggedIn\":\(logged_in)",
            "\"completed\":\(completed)",
            "\"bytes\":\(bytes)",
            "\"byFault\":{\(byFault.joined(separator: ","))}",
            "\"startupsDropped\":\(startups_dropped)",
            "\"startupsPeak\":\(startups_peak)",
            "\"forwarded\":\(forwarded)",
            "\"strangers\":\(strangers)",
            "\"overBounds\":\(over_bounds)",
            "\"crashed\":\(crashed)",
            "\"cpuSeconds\":\((cpu_seconds * 1000).rounded() / 1000)",
            "\"peakResidentBytes\":\(peak_resident_bytes)",
        ]
        return "{\(fields.joined(separator: ","))}"
    }

    /// Only the faults that were met.
    private var byFault: [String] {
        withUnsafeBytes(of: by_fault) { bytes in
            zip(Fault.all, bytes.bindMemory(to: UInt64.self)).filter { $0.1 > 0 }.map { "\"\($0.name)\":\($1)" }
        }
    }
}
