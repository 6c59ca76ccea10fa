import ArgumentParser
import Decisions
import EstateModel
import Reporting

struct ExceptionShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "The one page about an exception that its approver reads.",
        discussion:
            "What is unsupported and where, why it is kept, what protects it, what ends it, who said what, and what is missing."
    )

    @OptionGroup var exception: ExceptionArgument

    @OptionGroup var format: RecordFormatOption

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let (record, book) = try await work.record(exception.id)
        if format.isJSON { return Terminal.result(try StableJSON.encode(record)) }
        let place = try await work.place(of: record.request.plan)
        let page = ExceptionPage(work, record, book, place)
        Terminal.result(wrappedForTerminal(page.text, width: Terminal.width))
    }
}
