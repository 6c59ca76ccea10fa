import EstateModel
package import StrictYAML

extension RegisterMapping {
    /// Reads a mapping file after docs/register-exchange.md.
    ///
    /// - Throws: ``InvalidFile`` with file, line and column of everything that is wrong.
    package init(yaml text: String, file: String) throws(InvalidFile) {
        let documents = try YAMLNode.documents(of: text, file: file)
        let sink = DiagnosticSink()
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard documents.count == 1, let reader = MappingReader(documents[0], subject: "the mapping", sink: sink) else {
            if !sink.hasErrors { sink.error(at: start, "the file must hold one mapping, with 'columns' in it") }
            throw InvalidFile(sink.diagnostics)
        }
        self.init()
        read(reader)
        try sink.throwIfErrors()
    }

    private mutating func read(_ reader: MappingReader) {
        separator = reader.word("separator", as: CSVDocument.Separator.self) ?? .comma
        linesBeforeHeader = reader.integer("lines-before-header", in: 0...100) ?? 0
        dates = reader.word("dates", as: DateOrder.self)
        readPlanYear(reader)
        readColumns(reader)
        ignored = Set(reader.strings("ignore").map(Self.key))
        empty = Set(reader.strings("empty").map(Self.key))
        readConstants(reader)
        readValues(reader)
        reader.finish()
        check(reader)
    }

    private mutating func readPlanYear(_ reader: MappingReader) {
        guard let text = reader.string("plan-year") else { return }
        switch YearWord(PlanDateReader.normalised(text)) {
        case .calendar(let year): planYear = .calendar(year)
        case .financial(let year): planYear = .financial(year)
        case .ambiguousFinancial, nil:
            reader.error("plan-year", "'plan-year' must be a year as 2026/27 or 2026, not '\(shown(text))'")
        }
    }

    private mutating func readColumns(_ reader: MappingReader) {
        guard let columns = reader.mapping("columns", subject: "'columns'") else {
            if !reader.has("columns") { reader.missing("columns") }
            return
        }
        var places: [RegisterField: String] = [:]
        for entry in columns.allEntries() {
            guard let field = Self.field(entry.value, reader.sink) else { continue }
            if let other = places[field] {
                let message = "column '\(shown(other))' is '\(field.rawValue)' already"
                reader.sink.error(at: entry.value.location, message)
            } else if self.columns.updateValue(field, forKey: Self.key(entry.key)) != nil {
                reader.sink.error(at: entry.keyLocation, "the same heading twice: '\(shown(entry.key))'")
            }
            places[field] = entry.key
        }
    }

    private static func field(_ node: YAMLNode, _ sink: DiagnosticSink) -> RegisterField? {
        guard case .scalar(let name) = node.content else {
            sink.error(at: node.location, "a column must be given the name of a field, but is \(node.kind)")
            return nil
        }
        if let field = RegisterField(rawValue: name) { return field }
        let names = RegisterField.allCases.map(\.rawValue)
        sink.error(at: node.location, "the register has no field '\(shown(name))'; \(hint(name, names))")
        return nil
    }

    private mutating func readConstants(_ reader: MappingReader) {
        for entry in reader.mapping("constants", subject: "'constants'")?.allEntries() ?? [] {
            guard let field = named(entry, reader.sink) else { continue }
            guard case .scalar(let text) = entry.value.content else {
                reader.sink.error(
                    at: entry.value.location,
                    "'\(field.rawValue)' must be text, but is \(entry.value.kind)"
                )
                continue
            }
            if field == .reference || columns.values.contains(field) {
                let why = field == .reference ? "each row needs its own" : "a column has it already"
                reader.sink.error(at: entry.keyLocation, "'\(field.rawValue)' cannot be a constant: \(why)")
            }
            check(text, field, at: entry.value.location, reader.sink)
            constants[field] = text
        }
    }

    private mutating func readValues(_ reader: MappingReader) {
        for entry in reader.mapping("values", subject: "'values'")?.allEntries() ?? [] {
            guard let field = named(entry, reader.sink),
                let words = MappingReader(entry.value, subject: "values of '\(field.rawValue)'", sink: reader.sink)
            else { continue }
            if !columns.values.contains(field) {
                reader.sink.error(at: entry.keyLocation, "no column is '\(field.rawValue)'")
            }
            for word in words.allEntries() {
                guard case .scalar(let text) = word.value.content else {
                    reader.sink.error(at: word.value.location, "a value must be text, but is \(word.value.kind)")
                    continue
                }
                check(text, field, at: word.value.location, reader.sink)
                values[field, default: [:]][Self.key(word.key)] = text
            }
        }
    }

    private func named(_ entry: YAMLNode.Entry, _ sink: DiagnosticSink) -> RegisterField? {
        Self.field(YAMLNode(content: .scalar(entry.key), location: entry.keyLocation), sink)
    }

    /// What a mapping itself writes must be right.
    private func check(_ text: String, _ field: RegisterField, at place: SourceLocation, _ sink: DiagnosticSink) {
        var row = RegisterTableRow(reference: "")
        if let fault = field.set(text, in: &row, context: context) {
            sink.error(at: place, "'\(shown(text))' cannot be '\(field.rawValue)': \(fault)")
        }
    }

    private func check(_ reader: MappingReader) {
        guard !reader.sink.hasErrors else { return }
        if !columns.values.contains(.reference) {
            reader.error("columns", "no column is 'reference', by which risks are told apart")
        }
        let dated = columns.filter { if case .day = $0.value.access { true } else { false } }.keys.sorted()
        if dates == nil, let first = dated.first {
            let words = hint("", DateOrder.allCases.map(\.rawValue))
            reader.error(
                "columns",
                "column '\(shown(first))' holds dates; say under 'dates' how they are written; \(words)"
            )
        }
        for heading in ignored.intersection(columns.keys).sorted() {
            reader.error("ignore", "column '\(shown(heading))' is mapped and ignored")
        }
    }
}
