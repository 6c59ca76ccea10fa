import Testing

@testable import Collectors

struct ShownFilesTests {
    private func read(_ text: String) -> ShownFiles { ShownFiles(Array(text.utf8)) }

    @Test func theEmptyLineBetweenFilesBelongsToNeither() {
        let files = read("noise\n==> /dev/null <==\n\n==> /a <==\none\n\n==> /b <==\ntwo\n\nthree")
        #expect(files.paths == ["/a", "/b"])
        #expect(files["/a"] == Array("one\n".utf8))
        #expect(files["/b"] == Array("two\n\nthree\n".utf8))
        #expect(files.firstLine("/b") == "two")
        #expect(files["/c"] == nil)
    }

    @Test func anEmptyFileIsThereAndEmpty() {
        let files = read("==> /etc/arch-release <==\n\n==> /etc/x <==\n")
        #expect(files["/etc/arch-release"] == [])
        #expect(files.firstLine("/etc/arch-release") == nil)
    }

    @Test func theNumberOfFilesIsBounded() {
        let text = (0..<1000).map { "==> /f\($0) <==\nx\n" }.joined()
        #expect(read(text).paths.count == 200)
    }
}
