/// Where a piece of software was seen: the kind of fact that rules match on (`from:` in a rule file).
package struct SoftwareSource: RawRepresentable, Hashable, Sendable, Codable, Comparable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let dpkg = Self(rawValue: "dpkg")
    package static let rpm = Self(rawValue: "rpm")
    package static let apk = Self(rawValue: "apk")
    package static let pacman = Self(rawValue: "pacman")
    package static let snap = Self(rawValue: "snap")
    package static let flatpak = Self(rawValue: "flatpak")
    package static let vib = Self(rawValue: "vib")
    package static let registry = Self(rawValue: "registry")
    /// A Store package of Windows.
    package static let appx = Self(rawValue: "appx")
    /// An application bundle of macOS; its `origin` is the bundle's id.
    package static let macosApp = Self(rawValue: "macos-app")
    /// A program that told its own version (`java -version`, `nginx -v`), for what packages do not show.
    package static let command = Self(rawValue: "command")

    /// Every source that a collector of this version names.
    package static let known: [Self] = [
        .dpkg, .rpm, .apk, .pacman, .snap, .flatpak, .vib, .registry, .appx, .macosApp, .command,
    ]

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
