import EstateModel
import StrictYAML

/// Reads `entitlements:`, the contracts for prolonged support that people recorded.
struct EntitlementReader {
    let records: RecordReader

    func entitlements(in nodes: [YAMLNode]) -> [RecordedEntitlement] {
        nodes.compactMap { MappingReader($0, subject: "an entitlement", sink: records.sink) }.compactMap(entitlement)
    }

    private func entitlement(_ reader: MappingReader) -> RecordedEntitlement? {
        let id = records.identifier(reader, of: "entitlement")
        let organisations = records.owners(reader)
        let scope = records.requiredScope(reader)
        let reference = reader.requiredLine("reference")
        let starts = records.requiredDay("starts", of: reader)
        let ends = records.requiredDay("ends", of: reader)
        let evidence = reader.line("evidence", limit: 500)
        reader.finish()
        if let starts, let ends, ends < starts {
            reader.error("ends", "'ends' (\(ends)) is before 'starts' (\(starts))")
            return nil
        }
        guard let id, let organisations, let scope, let reference, let starts, let ends else { return nil }
        return RecordedEntitlement(
            id: id,
            organisations: organisations,
            scope: scope,
            reference: reference,
            starts: starts,
            ends: ends,
            evidence: evidence,
            location: reader.location(of: "id")
        )
    }
}
