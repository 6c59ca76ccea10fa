// swift-tools-version: 6.2
import PackageDescription

/// Reeve's parsers built for libFuzzer; see README.md. The sources are links to the project's own, because another
/// package sees only what is public. Linux only.
let fuzzed: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library", "-enable-testing"]),
]

let package = Package(
    name: "reeve-fuzz",
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2")
    ],
    targets: [
        .systemLibrary(name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
        // A stand-in, see there: with the real one a build takes minutes.
        .target(name: "Crypto"),
        .target(name: "EstateModel", swiftSettings: fuzzed),
        .target(
            name: "StrictYAML",
            dependencies: ["EstateModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: fuzzed
        ),
        .target(name: "SSH", dependencies: ["CLibSSH2", "Crypto", "EstateModel"], swiftSettings: fuzzed),
        .target(name: "Collectors", dependencies: ["Crypto", "EstateModel"], swiftSettings: fuzzed),
        .target(
            name: "EstateFiles",
            dependencies: ["EstateModel", "StrictYAML"],
            // Runs programs, reads no text of others.
            exclude: ["Secrets"],
            swiftSettings: fuzzed
        ),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Collectors", "EstateFiles", "EstateModel", "SSH", "StrictYAML"],
            swiftSettings: fuzzed,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
        ),
    ],
    cxxLanguageStandard: .cxx17
)
