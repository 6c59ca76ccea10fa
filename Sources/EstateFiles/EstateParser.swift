import EstateModel
package import StrictYAML

/// Reads an estate from the texts of its files; pure, so that everything can be tested without a disk.
package enum EstateParser {
    /// Reads an estate.
    ///
    /// - Parameter files: texts by name relative to the estate directory: `estate.yaml`, and where they exist
    ///   `services.yaml`, `policy.yaml` and the CSV files that `targets-from` names.
    /// - Throws: ``InvalidFile`` with everything that is wrong in all the files.
    package static func parse(files: [String: String]) throws(InvalidFile) -> Estate {
        let sink = DiagnosticSink()
        let estate = Reading(files: files, sink: sink).estate()
        do throws(InvalidFile) {
            try sink.throwIfErrors()
        } catch {
            throw InvalidFile(inReadingOrder(error.diagnostics))
        }
        guard var estate else {
            throw InvalidFile([Diagnostic(at: place(EstateDirectory.estateFile), "the file could not be read")])
        }
        estate.warnings = inReadingOrder(sink.diagnostics)
        return estate
    }

    /// The CSV files that an `estate.yaml` names, without duplicates; empty when it cannot be read.
    package static func filesNamed(in text: String) -> [String] {
        let sink = DiagnosticSink()
        guard let root = YAMLNode.root(of: text, file: EstateDirectory.estateFile, sink: sink),
            let reader = MappingReader(root, subject: "estate.yaml", sink: sink)
        else { return [] }
        var files = GroupReader.targetFiles(reader)
        for entry in reader.mapping("groups", subject: "groups")?.allEntries() ?? [] {
            guard let group = MappingReader(entry.value, subject: "a group", sink: sink) else { continue }
            files += GroupReader.targetFiles(group)
        }
        var seen: Set<String> = []
        return files.map(\.name).filter { seen.insert($0).inserted }
    }

    /// File by file as people think of them, each from top to bottom.
    private static func inReadingOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        let order = [EstateDirectory.estateFile, EstateDirectory.servicesFile, EstateDirectory.policyFile]
        func key(_ diagnostic: Diagnostic) -> (Int, String, Int, Int) {
            let place = diagnostic.location
            return (order.firstIndex(of: place.file) ?? order.count, place.file, place.line, place.column)
        }
        return diagnostics.sorted { key($0) < key($1) }
    }

    static func place(_ file: String) -> SourceLocation {
        SourceLocation(file: file, line: 1, column: 1)
    }
}

/// One run of the parser.
private struct Reading {
    let files: [String: String]
    let sink: DiagnosticSink

    func estate() -> Estate? {
        let file = EstateDirectory.estateFile
        guard let text = files[file] else {
            sink.error(at: EstateParser.place(file), "there is no \(file); 'reeve init DIR' makes one")
            return nil
        }
        guard let node = YAMLNode.root(of: text, file: file, sink: sink) else { return nil }
        PrivateKeyScan.report(node, sink: sink)
        // Nothing else is said of a file with a key in it: some other message might show a part of the key.
        guard !sink.hasErrors, let root = MappingReader(node, subject: file, sink: sink) else { return nil }

        let servicesNode = optionalRoot(EstateDirectory.servicesFile)
        let names = names(in: node, services: servicesNode)
        let name = root.requiredLine("name")
        let organisations = OrganisationReader.organisations(in: root)
        var estate = Estate(name: name ?? "", organisations: organisations)
        estate.sites = OrganisationReader.sites(in: root)
        estate.credentials = CredentialReader(sink: sink).credentials(in: root)
        let defaults = defaults(in: root, names: names)
        JumpHostReader(names: names, defaults: defaults, sink: sink).read(root, into: &estate)
        estate.windows = WindowReader(sink: sink).windows(in: root)
        estate.scanLimits = ScanLimitsReader.limits(in: root, sites: estate.sites)
        if let servicesNode { estate.services = ServiceReader(names: names, sink: sink).services(in: servicesNode) }
        readTargets(in: root, names: names, defaults: defaults, into: &estate)
        let records = RecordReader(names: names, targets: estate.targets, sink: sink)
        estate.entitlements = EntitlementReader(records: records).entitlements(in: root.list("entitlements"))
        estate.contracts = ContractReader(records: records).contracts(in: root.list("contracts"))
        estate.upgradeBlocks = UpgradeBlockReader(records: records).blocks(in: root.list("upgrade-blocks"))
        if let servicesNode { ServiceBlockReader(records: records).read(servicesNode, into: &estate.services) }
        estate.roles = RoleReader(names: names, sink: sink).roles(in: root, organisations: organisations)
        for key in ["password", "passphrase"] {
            root.refuse(key, "'\(key)' belongs to a credential, under 'credentials', and only as a reference")
        }
        root.finish()
        if estate.targets.isEmpty, !sink.hasErrors {
            sink.warning(at: root.location, "the estate has no targets yet; add some under 'targets'")
        }
        if let policy = files[EstateDirectory.policyFile] {
            estate.policy = PolicyFile(text: policy, file: EstateDirectory.policyFile, sink: sink)
            estate.approvedProducts = estate.policy.approvedProducts.flatMap(
                ApprovedProductReader(records: records).list
            )
            if let section = estate.policy.notices { estate.notices = NoticeReader(sink: sink).settings(in: section) }
        }
        return estate
    }

    private func optionalRoot(_ file: String) -> YAMLNode? {
        files[file].flatMap { YAMLNode.root(of: $0, file: file, sink: sink) }
    }

    private func names(in root: YAMLNode, services: YAMLNode?) -> EstateNames {
        EstateNames(
            organisations: NameList(entryNames(root, under: "organisations")),
            sites: NameList(entryNames(root, under: "sites")),
            credentials: NameList(entryNames(root, under: "credentials")),
            passwordCredentials: NameList(CredentialReader.passwordNames(in: root)),
            jumpHosts: NameList(entryNames(root, under: "jump-hosts")),
            windows: NameList(entryNames(root, under: "windows")),
            groups: NameList(entryNames(root, under: "groups")),
            services: NameList(ServiceReader.names(in: services))
        )
    }

    private func defaults(in root: MappingReader, names: EstateNames) -> TargetSettings {
        guard let reader = root.mapping("defaults", subject: "defaults") else { return TargetSettings() }
        defer { reader.finish() }
        return TargetSettings(reader, names: names)
    }

    private func readTargets(
        in root: MappingReader,
        names: EstateNames,
        defaults: TargetSettings,
        into estate: inout Estate
    ) {
        let groupReader = GroupReader(names: names, sink: sink)
        let drafts = groupReader.groups(in: root)
        estate.groups = drafts.map(\.group)
        var targets = TargetReader(
            names: names,
            groups: groupReader.resolve(drafts, defaults: defaults),
            defaults: defaults,
            estate: estate,
            sink: sink
        )
        for draft in drafts {
            if let mapping = draft.targets { targets.read(mapping, group: draft.group.id) }
            for file in draft.targetFiles { read(file, names: names, group: draft.group.id, into: &targets) }
        }
        if let mapping = root.mapping("targets", subject: "targets") { targets.read(mapping, group: nil) }
        for file in GroupReader.targetFiles(root) { read(file, names: names, group: nil, into: &targets) }
        targets.finish()
        estate.targets = targets.targets
    }

    private func read(_ file: TargetFile, names: EstateNames, group: String?, into targets: inout TargetReader) {
        guard let text = files[file.name] else {
            sink.error(at: file.location, "there is no file '\(file.name)' in the estate directory")
            return
        }
        for row in CSVTargets(names: names, sink: sink).rows(of: text, file: file.name) {
            targets.readLongForm(row.name, row.node, group: group)
        }
    }
}
