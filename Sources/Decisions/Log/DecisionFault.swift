import EstateModel

/// Why a decision, or any other act, is refused: everything that is wrong with it at once.
package struct DecisionFault: Error, Hashable, Sendable {
    /// Groups reasons by cause; stable across releases.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// There is no such record.
        package static let unknown = Self(rawValue: "unknown-record")
        /// A number that was given already, or is not the next one.
        package static let number = Self(rawValue: "wrong-number")
        /// The record's state does not allow the act.
        package static let state = Self(rawValue: "wrong-state")
        /// Something that must be there is missing.
        package static let missing = Self(rawValue: "missing")
        package static let evidence = Self(rawValue: "evidence")
        package static let plan = Self(rawValue: "plan")
        package static let period = Self(rawValue: "period")
        package static let renewal = Self(rawValue: "renewal")
        /// The actor may not do this.
        package static let authority = Self(rawValue: "authority")
        /// The act would change nothing.
        package static let noChange = Self(rawValue: "no-change")
        /// What was decided about is not what is there now.
        package static let changed = Self(rawValue: "changed")
        package static let signature = Self(rawValue: "signature")
        /// The log itself does not hold together.
        package static let log = Self(rawValue: "log")
    }

    /// One thing that is wrong.
    package struct Gap: Hashable, Sendable {
        package var code: Code
        /// What is wrong and why.
        package var message: String
        /// What to do about it; empty when the message says it.
        package var remedy: String

        package init(_ code: Code, _ message: String, _ remedy: String) {
            self.code = code
            self.message = message
            self.remedy = remedy
        }
    }

    /// What it is about: `E-0001`.
    package let subject: String
    /// Never empty; in the order in which a person would mend them.
    package let gaps: [Gap]

    package init(_ subject: String, _ gaps: [Gap]) {
        self.subject = visible(subject, limit: 60)
        self.gaps = gaps
    }

    package init(_ subject: String, _ code: Code, _ message: String, _ remedy: String) {
        self.init(subject, [Gap(code, message, remedy)])
    }
}

extension DecisionFault: CustomStringConvertible {
    /// One line for each thing that is wrong.
    package var description: String {
        let lines = gaps.map { $0.remedy.isEmpty ? $0.message : "\($0.message); \($0.remedy)" }
        if let only = lines.first, lines.count == 1 { return only.hasPrefix(subject) ? only : "\(subject): \(only)" }
        return (["\(subject) is refused, \(lines.count) things are wrong:"] + lines.map { "  - \($0)" })
            .joined(separator: "\n")
    }
}

extension DecisionFault {
    static func unknown(_ kind: String, _ id: String) -> DecisionFault {
        let shown = visible(id, limit: 60)
        return DecisionFault(id, .unknown, "there is no \(kind) '\(shown)'", "`reeve \(kind)` lists them")
    }
}

/// Whether nothing but white space was written.
func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
}
