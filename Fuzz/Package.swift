// swift-tools-version: 6.2
import PackageDescription

/// Reeve's parsers built for libFuzzer; see `script/fuzz`. The sources are links to the project's own, because another
/// package sees only what is public. Linux only.
let fuzzed: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library", "-enable-testing"]),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
    name: "reeve-fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
        .target(name: "EstateModel", swiftSettings: fuzzed),
        .target(
            name: "StrictYAML",
            dependencies: ["EstateModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: fuzzed
        ),
        .target(name: "SSH", dependencies: ["CLibSSH2", "EstateModel", crypto], swiftSettings: fuzzed),
        .target(name: "Collectors", dependencies: ["EstateModel", crypto], swiftSettings: fuzzed),
        .target(
            name: "EstateFiles",
            dependencies: [
                "EstateModel", "StrictYAML", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
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
