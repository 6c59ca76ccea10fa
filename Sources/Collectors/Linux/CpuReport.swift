import EstateModel

/// How many processors a host has and which.
struct CpuReport: Hashable {
    /// `Intel(R) Xeon(R) Gold 6126 CPU @ 2.60GHz`; the kinds of a mixed processor joined by ` + `.
    var model: String?
    var sockets: Int?
    var cores: Int?
    /// What the kernel calls CPUs.
    var threads: Int?

    /// Frequencies change by themselves, so only the lines that are read are asked for. A host without grep sends all.
    static let probe = Probe(
        "cpu",
        section: .hardware,
        byteLimit: 1 << 20,
        command: #"""
            if have lscpu && lscpu 2>/dev/null | grep -E \
                -e '^ *(CPU\(s\)|Vendor ID|Model name|Thread\(s\) per core|Core\(s\) per (socket|cluster)):' \
                -e '^ *(Cluster\(s\)|Socket\(s\)( per book)?|Book\(s\)( per drawer)?|Drawer\(s\)):'
            then
                :
            elif ! grep -E \
                -e '^(processor|physical id|package|core id|core|cpu cores|model name|Model Name|cpu model)[^:]*:' \
                -e '^(cpu|uarch|Processor|Hardware|vendor_id|# processors|ncpus active|cpu number)[[:space:]]*:' \
                /proc/cpuinfo 2>/dev/null
            then
                cat /proc/cpuinfo
            fi
            """#
    )

    /// Reads either form; nil when the bytes are neither.
    init?(_ bytes: [UInt8]) {
        guard let report = CpuLscpu.report(bytes) ?? CpuCpuinfo.report(bytes) else { return nil }
        self = report
    }

    init(model: String? = nil, sockets: Int? = nil, cores: Int? = nil, threads: Int? = nil) {
        self.model = model
        self.sockets = sockets
        self.cores = cores
        self.threads = threads
    }

    /// No machine has more; a larger number is an error of a parser or of the host.
    static let most = 1 << 16

    /// A count as it is written, or nil when it is none, 0 or absurd.
    static func count(_ text: String) -> Int? {
        guard let number = Int(text), (1...most).contains(number) else { return nil }
        return number
    }

    /// A model name with its runs of blanks made one; nil for `-` and placeholders.
    static func modelName(_ text: String) -> String? {
        let joined = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
        return joined == "-" ? nil : SmbiosPlaceholder.cleaned(joined)
    }
}
