// libyaml, the scanner and parser in C that Yams carries. Its events cost a fraction of Yams' nodes, and values can be
// counted, and refused, while they arrive instead of when all are built.
import CYaml
import EstateModel

/// The events of one YAML text, one at a time.
final class YAMLEvents {
    enum Kind {
        case alias
        case scalar
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
        case streamEnd
        /// Beginnings of the stream, and beginnings and ends of documents.
        case other
    }

    private(set) var kind = Kind.other
    private let file: String
    // The parser keeps addresses inside itself: it must not move.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private var event = yaml_event_t()

    /// - Parameter bytes: must stay where they are for as long as events are read.
    init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
        self.file = file
        parser.initialize(to: yaml_parser_t())
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    private let isReady: Bool

    deinit {
        yaml_event_delete(&event)
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
    }

    /// Reads the next event.
    ///
    /// - Throws: ``InvalidFile`` with the parser's reason and place.
    func advance() throws(InvalidFile) {
        yaml_event_delete(&event)
        guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        kind =
            switch event.type {
            case YAML_ALIAS_EVENT: .alias
            case YAML_SCALAR_EVENT: .scalar
            case YAML_SEQUENCE_START_EVENT: .sequenceStart
            case YAML_SEQUENCE_END_EVENT: .sequenceEnd
            case YAML_MAPPING_START_EVENT: .mappingStart
            case YAML_MAPPING_END_EVENT: .mappingEnd
            // After the end the parser gives events without a type.
            case YAML_STREAM_END_EVENT, YAML_NO_EVENT: .streamEnd
            default: .other
            }
    }

    /// Where the current event begins.
    var location: SourceLocation {
        SourceLocation(file: file, line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
    }

    /// The name that an alias refers to, or that a value is given; nil without one.
    var anchor: String? {
        let name: UnsafeMutablePointer<UInt8>? =
            switch kind {
            case .alias: event.data.alias.anchor
            case .scalar: event.data.scalar.anchor
            case .sequenceStart: event.data.sequence_start.anchor
            case .mappingStart: event.data.mapping_start.anchor
            default: nil
            }
        return name.map { String(cString: $0) }
    }

    /// The text of a scalar, which may contain a zero byte.
    var scalarText: String {
        String(decoding: scalarBytes, as: UTF8.self)
    }

    /// Whether a scalar is written without quotes as one of YAML's words for nothing.
    var scalarIsNull: Bool {
        guard event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE, event.data.scalar.length <= 4 else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalarText)
    }

    private var scalarBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length)
    }

    private func failure() -> InvalidFile {
        guard isReady, parser.pointee.error != YAML_MEMORY_ERROR else {
            let start = SourceLocation(file: file, line: 1, column: 1)
            return InvalidFile([Diagnostic(at: start, "not readable: no memory is left")])
        }
        let state = parser.pointee
        let problem = state.problem.map { visible(String(cString: $0)) } ?? "the reason is not known"
        if state.error == YAML_READER_ERROR {
            // It tells an offset into the bytes, not a line.
            let start = SourceLocation(file: file, line: 1, column: 1)
            return InvalidFile([Diagnostic(at: start, "not readable as text: \(problem)")])
        }
        let place = SourceLocation(
            file: file,
            line: Int(state.problem_mark.line) + 1,
            column: Int(state.problem_mark.column) + 1
        )
        return InvalidFile([Diagnostic(at: place, "not valid YAML: \(problem)")])
    }
}
