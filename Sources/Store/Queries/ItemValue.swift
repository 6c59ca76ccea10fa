package import EstateModel

/// A stored fact as the type it was collected as.
package enum ItemValue: Hashable, Sendable {
    case operatingSystem(OperatingSystem)
    case identity(HostIdentity)
    case hardware(Hardware)
    case software(InstalledSoftware)
    case fact(Fact)
    case listener(Listener)
    /// Without its pending updates, which are items of their own.
    case updateState(UpdateState)
    case pendingUpdate(UpdateState.PendingUpdate)
    case guest(VirtualMachine)
    case interface(NetworkInterface)
    case secureShell(SecureShellPosture)
    case networkState(NetworkState)
    case agents([ProtectiveAgent])
    case enabledServices([String])
    case problem(Problem)
    case target(TargetSnapshot)
    case scanContext(ScanContext)

    /// Nil for bookkeeping kinds that have no value of their own.
    ///
    /// - Throws: ``StoreError`` with `damaged` when the body is not what the kind demands.
    init?(_ kind: ItemKind, body: String) throws {
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            do {
                return try CanonicalJSON.decode(type, from: body)
            } catch {
                throw Self.damaged(kind, body: body)
            }
        }
        switch kind {
        case .operatingSystem: self = .operatingSystem(try decode(OperatingSystem.self))
        case .identity: self = .identity(try decode(HostIdentity.self))
        case .hardware: self = .hardware(try decode(Hardware.self))
        case .software:
            guard let software = SoftwareBody.decode(body) else { throw Self.damaged(kind, body: body) }
            self = .software(software)
        case .fact: self = .fact(try decode(Fact.self))
        case .listener: self = .listener(try decode(Listener.self))
        case .updateState: self = .updateState(try decode(UpdateState.self))
        case .pendingUpdate: self = .pendingUpdate(try decode(UpdateState.PendingUpdate.self))
        case .guest: self = .guest(try decode(VirtualMachine.self))
        case .interface: self = .interface(try decode(NetworkInterface.self))
        case .secureShell: self = .secureShell(try decode(SecureShellPosture.self))
        case .networkState: self = .networkState(try decode(NetworkState.self))
        case .agents: self = .agents(try decode([ProtectiveAgent].self))
        case .enabledServices: self = .enabledServices(try decode([String].self))
        case .problem: self = .problem(try decode(Problem.self))
        case .target: self = .target(try decode(TargetSnapshot.self))
        case .scanContext: self = .scanContext(try decode(ScanContext.self))
        case .collection: return nil
        }
    }

    private static func damaged(_ kind: ItemKind, body: String) -> StoreError {
        StoreError(
            .damaged,
            subject: "item of kind \(kind.rawValue)",
            message: "a stored fact cannot be read (\(visible(body, limit: 80))); restore the database from a backup."
        )
    }
}
