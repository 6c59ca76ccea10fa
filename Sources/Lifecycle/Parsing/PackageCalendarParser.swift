import EstateModel
import StrictYAML

/// Reads what makes a distribution the clock of its packages: `packages`, `streams`, package lists.
struct PackageCalendarParser {
    let scope: DocumentScope

    func packages(_ reader: MappingReader) -> PackageCalendar? {
        let ecosystem = reader.requiredString("ecosystem")
        if let ecosystem, FactKind.named(ecosystem)?.isPackage != true {
            let words = FactKind.all.filter(\.isPackage).map(\.name)
            reader.error(
                "ecosystem",
                "'ecosystem' cannot be '\(visible(ecosystem, limit: 40))'; \(hint(ecosystem, words))"
            )
        }
        let owners = reader.strings("owners")
        if owners.isEmpty { reader.missing("owners") }
        let areas = reader.mappings("areas", subject: "an area").compactMap { area -> PackageCalendar.Area? in
            let components = area.strings("component")
            if components.isEmpty { area.missing("component") }
            if area.node("needs") == nil { area.missing("needs") }
            let needs = area.identifier("needs")
            let service = area.string("service")
            area.finish()
            return needs.map { PackageCalendar.Area(components: components, needs: $0, service: service) }
        }
        let exceptions = reader.mappings("exceptions", subject: "an exception").compactMap { exception($0) }
        let lists = reader.strings("exception-lists")
        reader.finish()
        guard let ecosystem else { return nil }
        return PackageCalendar(
            ecosystem: ecosystem,
            owners: owners,
            areas: areas,
            exceptions: exceptions,
            exceptionLists: lists
        )
    }

    func exception(_ reader: MappingReader) -> PackageCalendar.Exception? {
        let packages = names(of: reader, required: true)
        let cycles = reader.strings("os")
        let until = reader.supportEnd("until")
        let note = reader.string("note")
        let source = requiredSource(reader)
        reader.finish()
        guard let packages, let until else { return nil }
        return PackageCalendar.Exception(
            packages: packages,
            cycles: cycles,
            until: until,
            note: note,
            source: source,
            location: reader.location
        )
    }

    func stream(_ reader: MappingReader) -> ApplicationStream? {
        let module = reader.string("module")
        let stream = reader.string("stream")
        let packages = names(of: reader, required: module == nil)
        if module != nil, stream == nil { reader.missing("stream") }
        let cycles = reader.strings("os")
        if cycles.isEmpty { reader.missing("os") }
        let until = reader.supportEnd("until")
        let label = reader.string("label")
        let note = reader.string("note")
        let source = requiredSource(reader)
        reader.finish()
        guard let until, packages != nil || module != nil else { return nil }
        return ApplicationStream(
            module: module,
            stream: stream,
            packages: packages,
            cycles: cycles,
            until: until,
            label: label,
            note: note,
            source: source,
            location: reader.location
        )
    }

    func packageList(_ reader: MappingReader) -> PackageList? {
        _ = reader.string("package-list")
        _ = reader.string("note")
        let id = reader.identifier("id", required: true)
        let entries = reader.mappings("entries", subject: "an entry").compactMap { exception($0) }
        reader.finish()
        return id.map { PackageList(id: $0, entries: entries, location: reader.location) }
    }

    private func names(of reader: MappingReader, required: Bool) -> PackageNames? {
        let texts = reader.strings("package")
        if texts.isEmpty {
            if required { reader.missing("package") }
            return nil
        }
        let location = reader.location(of: "package")
        let tests = texts.compactMap { attributeTest($0, at: location, sink: reader.sink) }
        return PackageNames(tests: tests, text: texts.joined(separator: ", "))
    }

    private func requiredSource(_ reader: MappingReader) -> SourceReference? {
        let source = scope.source(of: reader)
        if source == nil, !reader.has("source") { reader.missing("source") }
        return source
    }
}
