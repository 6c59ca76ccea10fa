import Glibc

/// One parser under test. A trap, a failed check or endless work is a finding.
enum FuzzTarget: String, CaseIterable {
    case agentAnswer = "agent-answer"
    case estate
    case frames
    case hostPattern = "host-pattern"
    case identification
    case knownHosts = "known-hosts"
    case privateKey = "private-key"
    case targetList = "target-list"
    case wire

    /// The one that `FUZZ_TARGET` names.
    static let chosen: FuzzTarget = {
        let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
        if let target = FuzzTarget(rawValue: name) { return target }
        print("FUZZ_TARGET must be one of: \(allCases.map(\.rawValue).joined(separator: " "))")
        exit(EXIT_FAILURE)
    }()

    func run(_ bytes: [UInt8]) {
        switch self {
        case .agentAnswer: SSHInputs.agentAnswer(bytes)
        case .estate: TextInputs.estate(bytes)
        case .frames: TextInputs.frames(bytes)
        case .hostPattern: SSHInputs.hostPattern(bytes)
        case .identification: SSHInputs.identification(bytes)
        case .knownHosts: SSHInputs.knownHosts(bytes)
        case .privateKey: SSHInputs.privateKey(bytes)
        case .targetList: TextInputs.targetList(bytes)
        case .wire: SSHInputs.wire(bytes)
        }
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// libFuzzer's own main without the name `main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ testOneInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The name under which SwiftPM looks for the main of the program `Fuzz` in release builds; `-sanitize=fuzzer` leaves
/// out `@main`. Debug builds begin with libFuzzer's main.
@_cdecl("Fuzz_main")
public func start(
    _ count: CInt,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, testOneInput)
}

/// What must hold for every input, in release builds too.
func check(_ condition: Bool, _ what: StaticString) {
    precondition(condition, "\(what)")
}
