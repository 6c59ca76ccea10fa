import RegisterExchange
import StrictYAML
import Testing

struct RegisterMappingTests {
    static let example = """
        separator: comma
        lines-before-header: 1
        dates: day-first
        plan-year: 2026/27
        columns:
          Risk ID: reference
          Description: title
          Gross Likelihood: inherent-likelihood
          Gross Impact: inherent-impact
          Gross Score: inherent-score
          Response: treatment
          Owner: risk-owner
          Due: by-when
          Cost: one-off-pounds
        ignore: [Last edited by]
        constants:
          organisations: darlbrook
        values:
          inherent-likelihood: {Almost certain: 5, Likely: 4, Possible: 3}
          treatment: {Accept: tolerate, Mitigate: treat}
        empty: [n/a, "-"]
        """

    @Test func aMappingIsRead() throws {
        let mapping = try RegisterMapping(yaml: Self.example, file: "map.yaml")
        #expect(mapping.columns["gross likelihood"] == .inherentLikelihood)
        #expect(mapping.planYear == .financial(2026) && mapping.dates == .dayFirst)
        #expect(mapping.values[.treatment] == ["accept": "tolerate", "mitigate": "treat"])
        #expect(mapping.constants == [.organisations: "darlbrook"])
    }

    @Test(arguments: [
        ("columns: {A: titel}", "map.yaml:1:14: error: the register has no field 'titel'; did you mean 'title'?"),
        ("columns: {A: title}", "map.yaml:1:10: error: no column is 'reference', by which risks are told apart"),
        ("columns: {A: reference, B: reference}", "map.yaml:1:28: error: column 'A' is 'reference' already"),
        (
            "columns: {A: reference, B: by-when}",
            "map.yaml:1:10: error: column 'b' holds dates; say under 'dates' how they are written; "
                + "it can be: day-first, month-first, year-first"
        ),
        (
            "columns: {A: reference}\ndates: d/m/y",
            "map.yaml:2:8: error: 'dates' cannot be 'd/m/y'; it can be: day-first, month-first, year-first"
        ),
        (
            "columns: {A: reference}\ncolums: 1",
            "map.yaml:2:1: error: the mapping has no key 'colums'; did you mean 'columns'?"
        ),
        ("columns: {A: reference}\nvalues: {rag: {Go: green}}", "map.yaml:2:10: error: no column is 'rag'"),
        (
            "columns: {A: reference, B: rag}\nvalues: {rag: {Go: grün}}",
            "map.yaml:2:20: error: 'grün' cannot be 'rag': it can be: green, amber, red, black"
        ),
        (
            "columns: {A: reference}\nconstants: {reference: x}",
            "map.yaml:2:13: error: 'reference' cannot be a constant: each row needs its own"
        ),
        ("columns: {A: reference}\nignore: [a]", "map.yaml:2:9: error: column 'a' is mapped and ignored"),
        (
            "columns: {A: reference}\nplan-year: 26",
            "map.yaml:2:12: error: 'plan-year' must be a year as 2026/27 or 2026, not '26'"
        ),
        ("separator: comma", "map.yaml:1:1: error: the mapping needs 'columns'"),
        ("", "map.yaml:1:1: error: the file must hold one mapping, with 'columns' in it"),
        ("[]", "map.yaml:1:1: error: the mapping must be a mapping of keys, but is a list"),
    ])
    func whatIsWrongIsToldWithItsPlace(yaml: String, message: String) {
        let error = #expect(throws: InvalidFile.self) { try RegisterMapping(yaml: yaml, file: "map.yaml") }
        #expect(error?.diagnostics.first?.description == message)
    }
}
