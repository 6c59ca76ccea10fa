import TestSupport
import Testing

@testable import Assessment

struct FirstSightSearchTests {
    /// Runs a search for what came at each index; the looks that it took.
    private func search(_ came: [String: Int], from: [String: Int] = [:], scans: Int) -> (
        found: [String: Int], looks: Int
    ) {
        var search = FirstSightSearch<String>(count: scans)
        for key in came.keys { search.add(key, from: from[key] ?? 0) }
        var looks = 0
        while let (index, keys) = search.next {
            looks += 1
            #expect(looks <= 2 * scans && !keys.isEmpty, "it ends")
            if looks > 2 * scans { break }
            search.take(keys.filter { came[$0] ?? 0 <= index }, of: keys, at: index)
        }
        return (search.found, looks)
    }

    @Test func whatWasThereFromTheStartTakesOneLook() {
        let outcome = search(["a": 0, "b": 0, "c": 0], scans: 1000)
        #expect(outcome.found == ["a": 0, "b": 0, "c": 0] && outcome.looks == 1)
    }

    @Test func whatTheLastScanAloneCanHaveSeenTakesNone() {
        let outcome = search(["a": 6], from: ["a": 6], scans: 7)
        #expect(outcome.found == ["a": 6] && outcome.looks == 0)
    }

    @Test func everyFirstScanIsFound() {
        for scans in 1...12 {
            for from in 0..<scans {
                for came in from..<scans {
                    #expect(search(["a": came], from: ["a": from], scans: scans).found == ["a": came])
                }
            }
        }
    }

    @Test func fewScansAreLookedAt() {
        #expect(search(["a": 700], scans: 1000).looks <= 12)
    }
}
