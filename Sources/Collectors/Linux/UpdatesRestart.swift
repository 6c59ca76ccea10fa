import EstateModel

/// Whether a host waits for a restart: its own flag files, a newer kernel than the running one, or (rpm) a package that
/// takes effect at a restart and was installed after the last start.
///
///     flag /run/reboot-required
///     kernel 6.1.0-31-amd64
struct UpdatesRestart {
    static let probe = Probe(
        "restart",
        section: .updates,
        byteLimit: 64 << 10,
        command: #"""
            for file in /run/reboot-required /var/run/reboot-required /run/reboot-needed; do
                [ ! -e "$file" ] || echo "flag $file"
            done
            for file in /boot/vmlinuz-[0-9]* /boot/vmlinux-[0-9]* /boot/Image-[0-9]*; do
                [ ! -e "$file" ] || echo "kernel ${file#/boot/*-}"
            done
            for file in /lib/modules/[0-9]*/vmlinuz; do
                if [ -e "$file" ]; then
                    file=${file#/lib/modules/}
                    echo "kernel ${file%/vmlinuz}"
                fi
            done
            return 0
            """#
    )

    /// The newest installed kernel of the running one's flavour, when it is newer.
    private(set) var newerKernel: String?
    private var hasFlag = false
    private var knowsKernels = false

    init(_ bytes: [UInt8], running: String?) {
        forEachLine(of: bytes) { line in
            if line.hasPrefix("flag ") { hasFlag = true }
            guard line.hasPrefix("kernel "), let kernel = line.dropFirst(7).bounded, kernel.utf8.count <= 100,
                let running, Self.flavour(kernel) == Self.flavour(running)
            else { return }
            knowsKernels = true
            if NaturalOrder.isLess(newerKernel ?? running, kernel) { newerKernel = kernel }
        }
    }

    /// Nil when nothing on the host tells.
    func isNeeded(bootedAt: Instant?, restartWorthyInstalledAt: Instant?) -> Bool? {
        if hasFlag || newerKernel != nil { return true }
        if let bootedAt, let restartWorthyInstalledAt { return restartWorthyInstalledAt > bootedAt }
        return knowsKernels ? false : nil
    }

    /// What tells `amd64` from `cloud-amd64` and `el9.x86_64` from `el9uek.x86_64`: the letters.
    private static func flavour(_ kernel: String) -> [UInt8] {
        kernel.utf8.filter { (0x61...0x7a).contains($0) || (0x41...0x5a).contains($0) }
    }
}

/// The order of versions in which runs of digits count as numbers: 6.1.0-9 before 6.1.0-31.
enum NaturalOrder {
    static func isLess(_ left: String, _ right: String) -> Bool {
        let (left, right) = (parts(left), parts(right))
        for (one, other) in zip(left, right) where one != other {
            return isLess(one, other)
        }
        return left.count < right.count
    }

    private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let numbers = isNumber(left) && isNumber(right)
        guard numbers else { return isNumber(left) == isNumber(right) ? text(left) < text(right) : !isNumber(left) }
        let (one, other) = (left.drop { $0 == 0x30 }, right.drop { $0 == 0x30 })
        return one.count == other.count ? text(Array(one)) < text(Array(other)) : one.count < other.count
    }

    /// Runs of digits and runs of letters; everything else divides them.
    private static func parts(_ version: String) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var lastWasDigit: Bool?
        for byte in version.utf8.prefix(200) {
            let isDigit = (0x30...0x39).contains(byte)
            let isLetter = (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte)
            guard isDigit || isLetter else {
                lastWasDigit = nil
                continue
            }
            if lastWasDigit == isDigit { result[result.count - 1].append(byte) } else { result.append([byte]) }
            lastWasDigit = isDigit
        }
        return result
    }

    private static func isNumber(_ part: [UInt8]) -> Bool { part.first.map { (0x30...0x39).contains($0) } ?? false }

    private static func text(_ part: [UInt8]) -> String { String(decoding: part, as: UTF8.self) }
}
