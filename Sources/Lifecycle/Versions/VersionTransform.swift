/// A named way to turn what a host calls a version into the product's own version.
///
/// The list is closed: rules choose by name and carry no code.
package enum VersionTransform: String, Sendable, CaseIterable {
    case none
    case upstreamOfPackage = "upstream-of-package"
    case firstVersion = "first-version"
    case sqlServerMSI = "sqlserver-msi"
    case netFrameworkRelease = "netfx-release"
    case java
    case javaOracleMSI = "java-oracle-msi"
    case pythonMSI = "python-msi"
    case cisco
    case ibmAIX = "ibm-aix"
    case ibmI = "ibm-i"
    case officeProductCode = "office-product-code"
    case citrixYearMonth = "citrix-yymm"
    case exchangeDisplay = "exchange-display"
    case windowsBuild = "windows-build"
    case moduleStream = "module-stream"
    case rToDots = "r-to-dots"

    package struct Result: Hashable, Sendable {
        package var version: String
        /// What else the text proved: `servicePack`, `officeProduct`.
        package var attributes: [String: String] = [:]
    }

    /// Nil when the text is not of the form that the transform reads.
    package func apply(to text: String) -> Result? {
        let text = trimmed(text)
        guard !text.isEmpty, text.utf8.count <= 4000 else { return nil }
        switch self {
        case .none: return Result(version: text)
        case .upstreamOfPackage: return Result(version: upstreamVersion(ofPackage: text))
        case .firstVersion: return Self.firstVersion(in: text).map { Result(version: $0) }
        case .sqlServerMSI: return Self.sqlServer(text)
        case .netFrameworkRelease: return Self.netFramework(text).map { Result(version: $0) }
        case .java: return Self.java(text, alwaysTens: false).map { Result(version: $0) }
        case .javaOracleMSI: return Self.java(text, alwaysTens: true).map { Result(version: $0) }
        case .pythonMSI: return Self.python(text).map { Result(version: $0) }
        case .cisco: return Self.cisco(text).map { Result(version: $0) }
        case .ibmAIX: return Self.aix(text).map { Result(version: $0) }
        case .ibmI: return Self.ibmI(text).map { Result(version: $0) }
        case .officeProductCode: return Self.office(text)
        case .citrixYearMonth: return Self.citrix(text).map { Result(version: $0) }
        case .exchangeDisplay: return Self.exchange(text).map { Result(version: $0) }
        case .windowsBuild: return Self.windowsBuild(text).map { Result(version: $0) }
        case .moduleStream: return ModularityLabel(text).map { Result(version: $0.stream) }
        case .rToDots: return Self.dotted(text).map { Result(version: $0) }
        }
    }
}

/// Without blanks and tabs at both ends.
func trimmed(_ text: String) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[first...last])
}

/// The whole numbers of a text in order: `15.2(7)E11` → 15, 2, 7, 11. At most 16.
func numbers(in text: String) -> [Int] {
    var result: [Int] = []
    for run in text.utf8.split(whereSeparator: { !isDigit($0) }).prefix(16) {
        guard let number = Int(String(decoding: Array(run), as: UTF8.self)) else { return result }
        result.append(number)
    }
    return result
}
