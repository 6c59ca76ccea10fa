/// /proc/cpuinfo of x86, ARM, POWER, s390, SPARC, MIPS, LoongArch and RISC-V, whole or reduced to the lines that count.
///
/// ```
/// processor       : 1
/// model name      : Intel(R) Xeon(R) CPU E5-2650 0 @ 2.00GHz
/// physical id     : 0
/// ```
enum CpuCpuinfo {
    static func report(_ bytes: [UInt8]) -> CpuReport? {
        var reader = Reader()
        forEachLine(of: bytes) { line in
            guard let pair = line.pair(separatedBy: ":"), pair.key.count <= 40 else { return }
            reader.read(pair.key.text, pair.value.text)
        }
        return reader.report
    }

    private struct Core: Hashable {
        var package: String
        var core: String
    }

    private struct Reader {
        var processors = 0
        var told: Int?
        var names: [String: String] = [:]
        var packages: Set<String> = []
        var cores: Set<Core> = []
        var coresOfPackage: [String: Int] = [:]
        var package: String?
        var coresWithPackage = 0

        /// What names a processor, best first.
        static let nameKeys = [
            "model name", "Model Name", "cpu model", "cpu", "Processor", "Hardware", "uarch", "vendor_id",
        ]

        mutating func read(_ key: String, _ value: String) {
            switch key {
            case "processor", "cpu number":
                // An old ARM kernel writes the name of the processor under the same word, in capitals or not.
                if Int(value) != nil {
                    processors = min(processors + 1, 1 << 16)
                } else {
                    remember("Processor", value)
                }
                package = nil
            case "# processors", "ncpus active": told = CpuReport.count(value)
            case "physical id", "package":
                package = value
                packages.insert(value)
            case "core id", "core":
                guard let package else { return }
                cores.insert(Core(package: package, core: value))
                coresWithPackage += 1
            case "cpu cores":
                if let package, let count = CpuReport.count(value) { coresOfPackage[package] = count }
            default: remember(key, value)
            }
            // s390: `processor 0: version = FF,  identification = 0117C9,  machine = 2964`
            if key.hasPrefix("processor "), Int(key.dropFirst(10)) != nil { processors += 1 }
        }

        private mutating func remember(_ key: String, _ value: String) {
            if names[key] == nil, Self.nameKeys.contains(key) { names[key] = CpuReport.modelName(value) }
        }

        var report: CpuReport? {
            let threads = told ?? (processors > 0 ? processors : nil)
            let model = Self.nameKeys.lazy.compactMap { names[$0] }.first
            guard let threads, threads <= 1 << 16 else { return nil }
            return CpuReport(
                model: model,
                sockets: packages.isEmpty ? nil : packages.count,
                cores: countedCores(threads: threads),
                threads: threads
            )
        }

        private func countedCores(threads: Int) -> Int? {
            // Pairs are exact for processors with two kinds of cores; hypervisors may give every core the same id.
            let told = packages.isEmpty ? 0 : packages.reduce(0) { $0 + (coresOfPackage[$1] ?? 0) }
            let counted = coresWithPackage == processors ? cores.count : 0
            let best = max(told, counted)
            return best > 0 && best <= threads ? best : nil
        }
    }
}
