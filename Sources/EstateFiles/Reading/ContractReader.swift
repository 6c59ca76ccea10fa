import EstateModel
import StrictYAML

/// Reads `contracts:`, the support contracts, licences, leases and services whose ends the council must see coming.
struct ContractReader {
    private static let mostContracts = 5000
    private static let mostProducts = 500

    let records: RecordReader

    func contracts(in nodes: [YAMLNode]) -> [RecordedContract] {
        if nodes.count > Self.mostContracts {
            records.sink.error(
                at: nodes[Self.mostContracts].location,
                "more than \(Self.mostContracts) contracts; keep those that have ended elsewhere"
            )
            return []
        }
        let readers = nodes.compactMap { MappingReader($0, subject: "a contract", sink: records.sink) }
        let found = readers.map { (reader: $0, contract: contract($0)) }
        var known: [String: RecordedContract] = [:]
        for (reader, contract) in found {
            guard let contract else { continue }
            if let other = known[contract.id] {
                reader.error("id", "contract '\(contract.id)' is already recorded at \(other.location)")
            } else {
                known[contract.id] = contract
            }
        }
        for (reader, contract) in found {
            if let contract { checkPredecessor(of: contract, reader, among: known) }
        }
        return found.compactMap(\.contract)
    }

    private func contract(_ reader: MappingReader) -> RecordedContract? {
        let id = records.identifier(reader, of: "contract")
        if reader.node("kind") == nil { reader.missing("kind") }
        let kind = reader.word("kind", as: RecordedContract.Kind.self)
        let organisations = records.owners(reader)
        let scope = records.scope(reader)
        let reference = reader.requiredLine("reference")
        let ends = records.requiredDay("ends", of: reader)
        let starts = reader.day("starts")
        let about = reader.line("about")
        let supplier = reader.line("supplier")
        let noticeDays = reader.integer("notice-days", in: 0...3650)
        let pounds = reader.integer("pounds-per-year", in: 0...1_000_000_000)
        let follows = reader.string("follows")
        let products = products(reader)
        reader.finish()
        if let starts, let ends, ends < starts {
            reader.error("ends", "'ends' (\(ends)) is before 'starts' (\(starts))")
            return nil
        }
        guard let id, let kind, let organisations, let scope, let reference, let ends, let products else { return nil }
        var contract = RecordedContract(
            id: id,
            kind: kind,
            organisations: organisations,
            scope: scope,
            reference: reference,
            ends: ends,
            location: reader.location(of: "id")
        )
        contract.about = about
        contract.supplier = supplier
        contract.starts = starts
        contract.noticeDays = noticeDays
        contract.poundsPerYear = pounds
        contract.follows = follows
        contract.products = products.map(\.text)
        contract.productLocations = products.map(\.location)
        return contract
    }

    private func products(_ reader: MappingReader) -> [ApprovedProductList.Word]? {
        let words = records.words("products", of: reader)
        guard let words, words.count > Self.mostProducts else { return words }
        reader.error("products", "more than \(Self.mostProducts) products in one contract")
        return nil
    }

    /// A contract that follows another leaves no gap, so that no day without cover is ever shown as covered.
    private func checkPredecessor(
        of contract: RecordedContract,
        _ reader: MappingReader,
        among known: [String: RecordedContract]
    ) {
        guard let id = contract.follows else { return }
        let others = NameList(known.keys.filter { $0 != contract.id }.sorted())
        guard reader.checked(id, at: reader.location(of: "follows"), kind: "other contract", among: others) != nil,
            let former = known[id]
        else { return }
        guard let starts = contract.starts else {
            reader.error("follows", "a contract that follows another needs 'starts'")
            return
        }
        if starts > former.ends.adding(days: 1) {
            reader.error(
                "follows",
                "'\(id)' ends on \(former.ends), and this contract starts on \(starts) only: a gap is not followed"
            )
        } else if contract.ends <= former.ends {
            reader.error("follows", "'\(id)' ends on \(former.ends), which is no earlier than this contract")
        }
    }
}
