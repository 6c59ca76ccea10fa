import EstateModel
import Foundation
import TestSupport
import Testing

/// Estates of which somebody must hear today: two contracts, in a database without a host.
enum NoticeEstate {
    static let people = """
        posts:
          ict: {title: Head of ICT, role: ict-manager}
          siro: {title: Director of Resources (SIRO), role: siro, organisation: darlbrook}
        people:
          mia: {name: Mia Brown, email: mia@council.example, posts: [ict]}
          max: {name: Max Green, email: max@council.example, posts: [ict]}
        """

    /// - Parameters:
    ///   - notices: the section `notices` of the policy.
    ///   - people: posts and people of the estate.
    static func make(notices: String = "", people: String = people) async throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.addTarget("db01", port: LoopbackSocket.closedPort())
        try estate.addSection(people)
        try estate.addSection(
            """
            contracts:
              - {id: planning-support, kind: support, about: Planning, organisations: darlbrook, reference: C-1, ends: \(day(60)), notice-days: 30}
              - {id: licences, kind: licence, about: "Büro = =?x?", organisations: darlbrook, reference: C-2, ends: \(day(-1))}
            """
        )
        try set(notices, in: estate)
        let scan = try await estate.reeve("scan", "--trust-new-host-keys", "--quiet")
        #expect(FileManager.default.fileExists(atPath: estate.database), "\(scan)")
        return estate
    }

    /// Puts another section `notices` in the place of the last.
    static func set(_ notices: String, in estate: EndToEndEstate) throws {
        let policy = estate.folder.text(of: "estate/policy.yaml").components(separatedBy: "\nnotices:")[0]
        try estate.folder.write(policy + "\n" + notices, to: "estate/policy.yaml")
    }

    /// - Parameter offset: days from today, as Britain counts them.
    static func day(_ offset: Int32) -> String {
        let now = Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
        return now.londonDay.adding(days: Int(offset)).description
    }

    static func smtp(_ port: UInt16, tls: String = "none", more: String = "") -> String {
        "notices:\n  smtp: {host: 127.0.0.1, port: \(port), tls: \(tls), from: reeve@council.example\(more)}\n"
    }
}
