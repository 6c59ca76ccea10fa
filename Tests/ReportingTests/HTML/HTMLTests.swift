import Reporting
import TestSupport
import Testing

struct HTMLTests {
    private func written(_ html: HTML) -> String {
        HTML.document(html).split(separator: "\n").dropFirst().joined(separator: "\n")
    }

    @Test(arguments: [
        ("<b>", "&lt;b&gt;"), ("a & b", "a &amp; b"), ("&lt;", "&amp;lt;"), ("\"'", "&quot;&#39;"),
        ("\u{0}\u{1B}[0m", "\\u{0}\\u{1b}[0m"), ("a\u{202E}b", "a\\u{202e}b"), ("a\u{200B}b", "a\\u{200b}b"),
        ("]]>", "]]&gt;"), ("Zürich – 日本 😀", "Zürich – 日本 😀"),
    ])
    func textAndAttributesAreEscaped(text: String, expected: String) {
        #expect(written(tag("b") { text }) == "<b>\(expected)</b>")
        #expect(written(tag("b", ["class": text])) == "<b class=\"\(expected)\"></b>")
    }

    @Test func childrenStandInTheOrderInWhichTheyAreWritten() {
        let names = ["x", "y"]
        let html = tag("p") {
            "one "
            tag("b") { "two" }
            if names.isEmpty { "never" } else { " three" }
            for name in names { " \(name)" }
            [.text(" four")]
        }
        #expect(written(html) == "<p>one <b>two</b> three x y four</p>")
    }

    @Test func aMissingValueLeavesTheAttributeOut() {
        #expect(written(tag("td", ["class": nil, "id": "a"])) == "<td id=\"a\"></td>")
    }

    @Test func voidElementsAreNotClosed() {
        #expect(written(tag("span") { tag("br") }) == "<span><br></span>")
    }

    @Test(arguments: [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x", "//evil.example/", "/etc/passwd", "file:///etc/passwd", "https:evil", "https://", "#", "#a b",
        "#Ü", "", "mailto:x@example.org",
    ])
    func whatIsNoFragmentAndNoWebAddressNeverBecomesALink(reference: String) {
        let expected = reference == "#" ? "<a href=\"#\">x</a>" : "<a>x</a>"
        #expect(written(tag("a", ["href": reference]) { "x" }) == expected)
        #expect(!written(tag("img", ["src": reference])).contains(" src=\"java"))
    }

    @Test func fragmentsAndWebAddressesBecomeLinks() {
        #expect(written(tag("a", ["href": "#risk-r-0001"])) == "<a href=\"#risk-r-0001\"></a>")
        #expect(
            written(tag("a", ["href": "https://example.org/a?b=1&c=2"]))
                == "<a href=\"https://example.org/a?b=1&amp;c=2\"></a>"
        )
    }
}

struct WebAddressTests {
    @Test(arguments: [
        "https://example.org", "http://example.org/", "https://example.org:8443/a/b?c=d&e=%20#f", "https://192.0.2.1/x",
        "https://learn.microsoft.com/en-us/lifecycle/products/windows-server-2012-r2",
        "https://example.org/a@b", "https://example.org/a(b)",
    ])
    func aPlainWebAddressIsTaken(text: String) {
        #expect(WebAddress(text)?.text == text)
    }

    @Test(arguments: [
        "javascript:alert(1)", "HTTPS://example.org", "https://", "https:///x", "https://user@example.org/",
        "https://www.gov.uk@evil.example/", "https://exämple.org/", "https://example.org/ä", "https://example.org/a b",
        "https://example.org/\u{202E}x", "https://example.org/<b>", "https://example.org/\"x", "https://example.org/'x",
        "https://example.org\\@evil.example/", "https://.example.org", "https://[::1]/", "ftp://example.org/",
        "\thttps://example.org", "https://example.org/\n",
    ])
    func everythingElseIsRefused(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test func anAddressOfMoreThanTwoThousandBytesIsRefused() {
        let start = "https://example.org/"
        #expect(WebAddress(start + String(repeating: "a", count: 2000 - start.utf8.count)) != nil)
        #expect(WebAddress(start + String(repeating: "a", count: 2001 - start.utf8.count)) == nil)
    }
}

struct ShownTextTests {
    @Test(arguments: [
        ("plain text, 100 %", "plain text, 100 %"), ("two\nlines", "two\nlines"), ("tab\there", "tab\\u{9}here"),
        ("a\rb", "a\\u{d}b"), ("a\r\nb", "a\\u{d}\nb"), ("\u{FEFF}x", "\\u{feff}x"), ("\u{85}", "\\u{85}"),
        ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("\u{E0041}", "\\u{e0041}"), ("\u{3164}", "\\u{3164}"),
        ("\u{2800}", "\\u{2800}"), ("\u{2003}", "\\u{2003}"), ("10\u{A0}000", "10\u{A0}000"), ("\u{E000}", "\\u{e000}"),
        ("cafe\u{301}", "cafe\u{301}"),
        ("a\u{300}\u{301}\u{302}\u{303}b\u{300}", "a\u{300}\u{301}\\u{302}\\u{303}b\u{300}"),
        ("The council’s – “own” … ●", "The council’s – “own” … ●"), ("שלום", "שלום"), ("", ""),
    ])
    func whatHidesOrMovesTextBecomesVisible(text: String, expected: String) {
        #expect(shownText(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test func nothingIsLeftToShowASecondTime() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2000 {
            let shown = shownText(HostileText.random(&random))
            #expect(shownText(shown).unicodeScalars.elementsEqual(shown.unicodeScalars))
        }
    }
}
