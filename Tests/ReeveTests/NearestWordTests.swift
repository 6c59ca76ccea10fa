import EstateModel
import Testing

struct NearestWordTests {
    @Test(arguments: [
        ("dpk", "dpkg"), ("apk2", "apk"), ("prot", "port"), ("postgress", "postgresql"), ("DPKG", "dpkg"), ("zzz", nil),
        ("", nil), ("q", nil),
    ])
    func theWordThatWasMeantIsNamed(written: String, meant: String?) {
        let words = ["apk", "dpkg", "port", "postgresql", "registry"]
        #expect(nearestWord(to: written, among: words) == meant)
        #expect(nearestWord(to: written, among: words.reversed()) == meant)
    }
}
