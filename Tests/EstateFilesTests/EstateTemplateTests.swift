import EstateModel
import Foundation
import Testing

@testable import EstateFiles

struct EstateTemplateTests {
    @Test func theTemplateLoadsWithoutAWord() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/estate"
        try EstateTemplate.write(to: path)
        let estate = try EstateLoader.load(directory: path)
        #expect(estate.warnings.isEmpty)
        #expect(estate.targets.map(\.name) == ["this-host", "reception-pc"])
        #expect(estate.policy.text == EstateTemplate.policy)
        #expect(estate.policy.lifecycle != nil && estate.policy.scoring != nil)
        #expect(estate.policy.plan != nil && estate.policy.approval != nil && estate.policy.calendar != nil)
    }

    @Test func onlyTheOwnerMayReadWhatIsWritten() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/estate"
        try EstateTemplate.write(to: path)
        func mode(_ file: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        }
        #expect(try mode(path) == 0o700)
        #expect(try mode(path + "/rules") == 0o700)
        for file in EstateTemplate.files() { #expect(try mode(path + "/" + file.path) == 0o600) }
    }

    @Test(arguments: EstateTemplate.files().map(\.path))
    func nothingIsOverwrittenAndNothingElseWritten(existing: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(existing, "mine")
        let error = #expect(throws: EstateTemplate.WriteError.self) { try EstateTemplate.write(to: folder.path) }
        #expect(
            error?.description == "\(folder.path)/\(existing) exists already; name an empty or a new directory. "
                + "Nothing was written"
        )
        #expect(try String(contentsOfFile: folder.path + "/" + existing, encoding: .utf8) == "mine")
        let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        #expect(left.count == (existing.contains("/") ? 2 : 1))
    }

    @Test func aDanglingLinkIsNotWrittenThrough() throws {
        let folder = try TemporaryFolder()
        let link = folder.path + "/policy.yaml"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/elsewhere")
        #expect(throws: EstateTemplate.WriteError.self) { try EstateTemplate.write(to: folder.path) }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/elsewhere"))
    }

    @Test func aFileInTheWayIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", "mine")
        let error = #expect(throws: EstateTemplate.WriteError.self) {
            try EstateTemplate.write(to: folder.path + "/file")
        }
        #expect(error?.description == "cannot make the directory \(folder.path)/file: it is no directory")
    }
}
