/// A part of what is learnt about a host, complete or not by itself.
package enum Section: String, Sendable, Codable, CaseIterable, Hashable {
    case system
    case hardware
    case software
    case services
    case updates
    case guests
    case network
}

/// How much of a section a scan brought back. Facts are reported as gone only from a complete section.
package enum Completeness: String, Sendable, Codable, Hashable {
    case complete
    case partial
    case absent
}
