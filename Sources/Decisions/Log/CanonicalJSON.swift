import FoundationEssentials

/// The one form in which the log writes JSON: keys sorted, no spaces, whole numbers only.
enum CanonicalJSON {
    static func encode(_ value: some Encodable) throws(DecisionFault) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw DecisionFault("the log", .log, "a record cannot be written: \(error)", "please report it")
        }
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from body: String,
        subject: String
    ) throws(DecisionFault) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body.utf8))
        } catch {
            throw DecisionFault(
                subject,
                .log,
                "what is stored cannot be read",
                "run `reeve audit verify`; it was changed, or a newer reeve wrote it"
            )
        }
    }
}
