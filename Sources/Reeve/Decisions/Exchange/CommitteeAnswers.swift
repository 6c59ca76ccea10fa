import EstateModel
import RegisterExchange
import StrictYAML

/// What the author of a committee report says that no register knows.
///
/// `{staff: none, equalities: none, legal-power: "section 111, Local Government Act 1972"}`
struct CommitteeAnswers: Sendable {
    private var financial: CommitteeImplications.Statement?
    private var isWithinBudget: Bool?
    private var mayCostLater: Bool?
    private var mayEarn: Bool?
    private var staff: CommitteeImplications.Statement?
    private var equalities: CommitteeImplications.Statement?
    private var legalPower: String?
    private var otherLegal: String?
    private var needsFullCouncil: Bool?
    private var backgroundPapers: [String]?
    private var originator: String?
    private var signOffs: [CommitteeImplications.SignOff] = []

    /// - Throws: ``Failure`` when the file cannot be read, ``InvalidFile`` with all that is wrong in it.
    init(file: String) throws {
        let text: String
        do throws(BoundedFile.Fault) {
            text = TextDecoder.spreadsheetText(try BoundedFile.read(file, limit: 1 << 20).bytes)
        } catch {
            throw Failure("cannot read the answers \(visible(file)): it \(error.message)")
        }
        let documents = try YAMLNode.documents(of: text, file: visible(file))
        let sink = DiagnosticSink()
        guard documents.count == 1, let reader = MappingReader(documents[0], subject: "the answers", sink: sink) else {
            throw Failure("\(visible(file)) must hold one mapping, such as {staff: none}")
        }
        financial = Self.statement(reader, "financial")
        isWithinBudget = reader.boolean("within-budget")
        mayCostLater = reader.boolean("may-cost-later")
        mayEarn = reader.boolean("may-earn")
        staff = Self.statement(reader, "staff")
        equalities = Self.statement(reader, "equalities")
        legalPower = reader.string("legal-power")
        otherLegal = reader.string("other-legal")
        needsFullCouncil = reader.boolean("full-council")
        backgroundPapers = reader.has("background-papers") ? reader.strings("background-papers") : nil
        originator = reader.string("originator")
        for entry in reader.mapping("sign-offs", subject: "'sign-offs'")?.allEntries() ?? [] {
            guard case .scalar(let signature) = entry.value.content else {
                sink.error(at: entry.value.location, "a sign-off must be text, but is \(entry.value.kind)")
                continue
            }
            signOffs.append(CommitteeImplications.SignOff(entry.key, signature: signature))
        }
        reader.finish()
        try sink.throwIfErrors()
    }

    /// `none`, or the paragraph that tells of it; nil when it is not there.
    private static func statement(_ reader: MappingReader, _ key: String) -> CommitteeImplications.Statement? {
        reader.string(key).map { $0 == "none" ? .none : .paragraph($0) }
    }

    /// What was answered stands before what plans say.
    func fill(_ block: inout CommitteeImplications) {
        switch financial {
        case .some(.none): block.financial = CommitteeImplications.Financial(paragraph: nil)
        case .paragraph(let text):
            var financial = block.financial ?? CommitteeImplications.Financial()
            financial.paragraph = text
            financial.hasImplications = true
            block.financial = financial
        case nil: break
        }
        if let isWithinBudget { block.financial?.isWithinBudget = isWithinBudget }
        if let mayCostLater { block.financial?.mayCostLater = mayCostLater }
        if let mayEarn { block.financial?.mayEarn = mayEarn }
        block.staff = staff ?? block.staff
        block.equalities = equalities
        block.legalPower = legalPower
        block.otherLegal = otherLegal
        block.needsFullCouncil = needsFullCouncil
        block.backgroundPapers = backgroundPapers
        block.originator = originator
        for signOff in signOffs {
            if let place = block.signOffs.firstIndex(where: { $0.post == signOff.post }) {
                block.signOffs[place] = signOff
            } else {
                block.signOffs.append(signOff)
            }
        }
    }
}
