import EstateSimulatorCore
import Glibc

/// What the core reads by pointer.
struct PlanTexts {
    let clientKeyType: String
    let clientKeyBase64: String
    let password: String?
    /// Own passwords in the order of the hosts, a nil, then the jump host's; nil when nobody has one.
    let passwords: [String?]?
    /// For appending; -1 for none.
    let offersDescriptor: Int32
    let stdout: [UInt8]
    let stderr: [UInt8]
}

/// Fills in the pointers, opens the sockets, calls `ready` and serves to the end. The pointers live until then.
func serving(
    _ plan: simulator_plan,
    _ texts: PlanTexts,
    _ faults: [Fault],
    _ keys: HostKeys,
    ready: () throws -> Void
) throws -> simulator_counters {
    var plan = plan
    let copies = [strdup(texts.clientKeyType), strdup(texts.clientKeyBase64), texts.password.flatMap { strdup($0) }]
    defer { for copy in copies { free(copy) } }
    plan.client_key_type = UnsafePointer(copies[0])
    plan.client_key_base64 = UnsafePointer(copies[1])
    plan.password = UnsafePointer(copies[2])
    plan.offers_descriptor = texts.offersDescriptor
    let passwords = (texts.passwords ?? []).map { $0.map { UnsafePointer<CChar>(strdup($0)) } ?? nil }
    defer { for password in passwords { free(UnsafeMutablePointer(mutating: password)) } }
    return try passwords.withUnsafeBufferPointer { ownPasswords in
        plan.passwords = texts.passwords == nil ? nil : ownPasswords.baseAddress
        return try serve(&plan, texts, faults, keys, ready: ready)
    }
}

private func serve(
    _ plan: inout simulator_plan,
    _ texts: PlanTexts,
    _ faults: [Fault],
    _ keys: HostKeys,
    ready: () throws -> Void
) throws -> simulator_counters {
    try faults.map(\.code).withUnsafeBufferPointer { codes in
        try keys.bytes.withUnsafeBufferPointer { keyBytes in
            try texts.stdout.withUnsafeBytes { stdout in
                try texts.stderr.withUnsafeBytes { stderr in
                    plan.faults = codes.baseAddress
                    plan.host_keys = keyBytes.baseAddress
                    plan.recorded_stdout = stdout.baseAddress?.assumingMemoryBound(to: CChar.self)
                    plan.recorded_stdout_bytes = stdout.count
                    plan.recorded_stderr = stderr.baseAddress?.assumingMemoryBound(to: CChar.self)
                    plan.recorded_stderr_bytes = stderr.count
                    var error = [CChar](repeating: 0, count: 256)
                    guard simulator_listen(&plan, &error, error.count) == 0 else { throw SimulatorError(error) }
                    try ready()
                    var counters = simulator_counters()
                    guard simulator_serve(&counters, &error, error.count) == 0 else { throw SimulatorError(error) }
                    return counters
                }
            }
        }
    }
}

extension SimulatorError {
    /// What the core wrote, up to its zero.
    fileprivate init(_ bytes: [CChar]) {
        self.init(String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
