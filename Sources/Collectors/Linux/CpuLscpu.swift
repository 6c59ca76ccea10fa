/// `lscpu` in its three layouts: flat, padded to the right, and nested below headings since util-linux 2.37.
///
/// ```
/// CPU(s):              64
///   Model name:        AMD EPYC 7451 24-Core Processor
/// ```
/// Mainframes count books and drawers above sockets; some ARM machines count clusters instead. A processor with
/// several kinds of cores repeats the block that begins with `Model name`.
enum CpuLscpu {
    private struct Kind {
        var model: String?
        var fields: [String: Int] = [:]
    }

    static func report(_ bytes: [UInt8]) -> CpuReport? {
        var threads: Int?
        var vendor: String?
        var kinds = [Kind()]
        forEachLine(of: bytes) { line in
            guard let pair = line.pair(separatedBy: ":"), pair.key.count <= 40 else { return }
            let value = pair.value.text
            switch pair.key.text {
            case "CPU(s)": threads = threads ?? CpuReport.count(value)
            case "Vendor ID": vendor = vendor ?? CpuReport.modelName(value)
            case "Model name":
                if kinds[kinds.count - 1].model != nil, kinds.count < 16 { kinds.append(Kind()) }
                kinds[kinds.count - 1].model = CpuReport.modelName(value)
            case let key:
                guard let count = CpuReport.count(value), kinds[kinds.count - 1].fields.count < 32 else { return }
                kinds[kinds.count - 1].fields[key] = kinds[kinds.count - 1].fields[key] ?? count
            }
        }
        guard let threads else { return nil }
        let models = kinds.compactMap(\.model)
        let sockets = kinds.compactMap { self.sockets($0.fields) }.max()
        return CpuReport(
            model: models.isEmpty ? vendor : models.joined(separator: " + "),
            sockets: sockets,
            cores: cores(kinds, threads: threads),
            threads: threads
        )
    }

    private static func sockets(_ fields: [String: Int]) -> Int? {
        guard let perBook = fields["Socket(s) per book"] else { return fields["Socket(s)"] }
        let count = perBook * (fields["Book(s)"] ?? (fields["Book(s) per drawer"] ?? 1) * (fields["Drawer(s)"] ?? 1))
        // Each factor has a bound, their product would outgrow an Int in the next multiplication.
        return count <= CpuReport.most ? count : nil
    }

    /// Nil when the numbers do not fit, as on machines with processors switched off.
    private static func cores(_ kinds: [Kind], threads: Int) -> Int? {
        var total = 0
        for kind in kinds {
            let perSocket = kind.fields["Core(s) per socket"].flatMap { each in sockets(kind.fields).map { each * $0 } }
            let perCluster = kind.fields["Core(s) per cluster"].flatMap { each in
                kind.fields["Cluster(s)"].map { each * $0 }
            }
            guard let cores = perSocket ?? perCluster else { return nil }
            total += cores
        }
        return total <= threads ? total : nil
    }
}
