import DecisionSamples
import Decisions
import Testing

extension Story {
    /// Messages and codes of a refusal; empty when it is none. Nothing is logged.
    func refusal(_ act: Act, by actor: Actor = People.architect) -> DecisionFault? {
        var copy = self
        do {
            try copy.log(act, by: actor)
            return nil
        } catch {
            #expect(copy.book == book, "a refused act changes nothing")
            return error as? DecisionFault
        }
    }

    func refusal(_ act: ExceptionAct, by actor: Actor = People.architect) -> DecisionFault? {
        refusal(.exception(act), by: actor)
    }
}

extension DecisionFault {
    var codes: [Code] { gaps.map(\.code) }
    var messages: String { gaps.map(\.message).joined(separator: "\n") }
}
