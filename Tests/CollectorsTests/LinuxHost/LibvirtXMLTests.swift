import Testing

@testable import Collectors

struct LibvirtXMLTests {
    private func events(_ text: String) -> [LibvirtXML.Event] {
        var reader = LibvirtXML(Array(text.utf8)[...])
        var events: [LibvirtXML.Event] = []
        while let event = reader.next(), events.count < 100_000 { events.append(event) }
        return events
    }

    @Test func elementsAttributesAndTextAreRead() {
        #expect(
            events("<?xml version='1.0'?>\n<!-- <no/> --><a x='1' y=\"&lt;2&gt;\">\n <b/>R&amp;D &#233;&#xe9;\n</a>")
                == [
                    .open(name: "a", attributes: ["x": "1", "y": "<2>"]),
                    .open(name: "b", attributes: [:]), .close(name: "b"),
                    .text("R&D éé"), .close(name: "a"),
                ]
        )
    }

    @Test(arguments: [
        ("&amp;lt;", "&lt;"), ("&unknown;", "&unknown;"), ("&", "&"), ("&#0;", "&#0;"), ("&#x110000;", "&#x110000;"),
        ("&#99999999999;", "&#99999999999;"), ("&;", "&;"), ("a & b; c", "a & b; c"),
    ])
    func entitiesAreDecodedOnceAndOthersStay(text: String, decoded: String) {
        #expect(LibvirtXML.decoded(Array(text.utf8)[...]) == decoded)
    }

    @Test func declarationsOfEntitiesAreNotFollowed() {
        let text = "<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;&b;</a>"
        #expect(events(text).contains(.text("&b;&b;")))
    }

    @Test(arguments: [
        "", "<", "</", "<a", "<a x", "<a x=", "<a x='", "<a x='1", "<!--", "<?", "<!", "< a>", "<a/", "a<b<c",
    ])
    func truncatedDocumentsEnd(text: String) {
        #expect(events(text).count < 10)
    }
}
