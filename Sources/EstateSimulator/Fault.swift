import EstateSimulatorCore

/// What a host does wrong, by the name that it has on the command line and in plans.
struct Fault: Hashable, Sendable {
    /// As the core counts it; 0 is a sound host.
    let code: UInt8

    var name: String {
        simulator_fault_name(Int32(code)).map { String(cString: $0) } ?? ""
    }

    static let none = Fault(code: UInt8(SIMULATOR_FAULT_NONE.rawValue))
    static let legacy = Fault(code: UInt8(SIMULATOR_FAULT_LEGACY.rawValue))

    /// In the core's order.
    static let all = (0..<UInt8(SIMULATOR_FAULT_COUNT.rawValue)).map(Fault.init(code:))

    init(code: UInt8) {
        self.code = code
    }

    /// - Throws: when there is no such fault.
    init(named name: some StringProtocol) throws(SimulatorError) {
        guard let fault = Self.all.first(where: { $0.name == name }) else {
            throw SimulatorError(
                "there is no fault '\(name)'; there are \(Self.all.map(\.name).joined(separator: ", "))"
            )
        }
        self = fault
    }
}
