// swift-tools-version: 6.2
import PackageDescription

/// One set of compiler settings for every Swift target of the package.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    // Fixtures are read in place; nothing of them goes into a bundle.
    let hasFixtures = [
        "CollectorsTests", "EstateFilesTests", "LifecycleTests", "RegisterExchangeTests", "ReportingTests",
        "StoreTests",
    ].contains(name)
    return .testTarget(
        name: name,
        dependencies: dependencies + ["TestSupport"],
        exclude: hasFixtures ? ["Fixtures"] : [],
        swiftSettings: strict
    )
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "reeve",
    products: [.executable(name: "reeve", targets: ["Reeve"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibSSH", pkgConfig: "libssh", providers: [.apt(["libssh-dev"])]),
        .systemLibrary(name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "CRE2Shim", linkerSettings: [.linkedLibrary("re2")]),

        library("EstateModel"),
        library("StrictYAML", ["EstateModel", yams]),
        library("LinearRegex", ["CRE2Shim"]),
        library("SSH", ["CLibSSH2", "EstateModel", crypto]),
        library("Collectors", ["EstateModel", crypto]),
        library("EstateFiles", ["EstateModel", "StrictYAML", subprocess, systemPackage]),
        library("Lifecycle", ["EstateModel", "LinearRegex", "StrictYAML", crypto]),
        library("Risk", ["EstateModel", "StrictYAML"]),
        library("Planning", ["EstateModel", "Risk", "StrictYAML"]),
        library("Decisions", ["EstateModel", "Planning", "Risk", "StrictYAML", crypto]),
        library("Notices", ["Decisions", "EstateModel", "Planning", crypto]),
        library("Delivery", ["CCurl", "EstateModel", crypto]),
        library("RegisterExchange", ["EstateModel", "Reporting", "StrictYAML"]),
        library("RuleExchange", ["EstateModel", "Lifecycle", "StrictYAML", crypto]),
        library("Store", ["CZstd", "EstateModel", crypto, grdb, grdbSQLite]),
        library("Scanning", ["Collectors", "EstateModel", "SSH", "Store"]),
        library("Compliance", ["EstateModel", "Lifecycle", "Risk"]),
        library(
            "Assessment",
            [
                "Compliance", "Decisions", "EstateFiles", "EstateModel", "Lifecycle", "Planning", "Risk", "Store",
                "StrictYAML",
            ]
        ),
        library("Reporting", ["EstateModel", "Risk"]),
        library("Discovery", ["EstateModel", "SSH"]),
        library("Forecast", ["EstateModel", "Lifecycle", "Reporting", "Risk", "StrictYAML"]),
        .executableTarget(
            name: "Reeve",
            dependencies: [
                "Assessment", "Collectors", "Compliance", "Decisions", "Delivery", "Discovery", "EstateFiles",
                "EstateModel", "Forecast", "Lifecycle", "Notices", "Planning", "RegisterExchange", "Reporting", "Risk",
                "RuleExchange", "SSH", "Scanning", "Store", "StrictYAML",
                argumentParser, crypto, subprocess, systemPackage,
            ],
            swiftSettings: strict
        ),

        // A development aid: `reeve` neither needs it nor libssh.
        .target(name: "EstateSimulatorCore", dependencies: ["CLibSSH"], cSettings: [.define("_GNU_SOURCE")]),
        .executableTarget(
            name: "EstateSimulator",
            dependencies: ["Collectors", "EstateModel", "EstateSimulatorCore", argumentParser, crypto],
            swiftSettings: strict
        ),
        // What `script/bench judge` runs.
        .executableTarget(
            name: "JudgeBenchmark",
            dependencies: ["Assessment", "EstateFiles", "EstateModel", "Lifecycle", "Store", argumentParser, grdb],
            path: "Benchmarks/judge",
            swiftSettings: strict
        ),

        // What `script/bench register` runs.
        .executableTarget(
            name: "RegisterBenchmark",
            dependencies: ["Decisions", "EstateModel", "Risk", "Store", argumentParser],
            path: "Benchmarks/register",
            swiftSettings: strict
        ),

        library("TestSupport"),
        // What tests of decisions and of notices about them tell stories with.
        library("DecisionSamples", ["Decisions", "EstateModel", "Planning", "Risk"]),
        tests(
            "AssessmentTests",
            [
                "Assessment", "Collectors", "Compliance", "EstateFiles", "EstateModel", "Lifecycle", "Store",
                "StrictYAML",
            ]
        ),
        tests("CollectorsTests", ["Collectors", "EstateModel"]),
        tests("ComplianceTests", ["Compliance", "EstateModel", "Lifecycle", "Risk"]),
        tests("DeliveryTests", ["Delivery", "EstateModel", crypto]),
        tests("DiscoveryTests", ["Discovery", "EstateModel", "SSH"]),
        tests("EndToEndTests", ["EstateModel", "Reeve", subprocess, systemPackage]),
        tests("EstateFilesTests", ["EstateFiles", "EstateModel", "StrictYAML"]),
        tests("EstateSimulatorTests", ["Collectors", "EstateModel", "EstateSimulator", "SSH"]),
        tests("ForecastTests", ["EstateModel", "Forecast", "Lifecycle", "Risk", "StrictYAML"]),
        tests("LifecycleTests", ["EstateModel", "Lifecycle", "LinearRegex", "StrictYAML"]),
        tests("LinearRegexTests", ["LinearRegex"]),
        tests(
            "DecisionsTests",
            ["DecisionSamples", "Decisions", "EstateModel", "Planning", "Risk", "StrictYAML"]
        ),
        tests("NoticesTests", ["DecisionSamples", "Decisions", "EstateModel", "Notices", "Planning", "Risk"]),
        tests("PlanningTests", ["EstateModel", "Planning", "Risk", "StrictYAML"]),
        tests(
            "ReeveTests",
            [
                "Compliance", "Decisions", "EstateFiles", "EstateModel", "Notices", "Planning", "Reeve", "Risk",
                "Scanning",
            ]
        ),
        tests("RegisterExchangeTests", ["EstateModel", "RegisterExchange", "Reporting", "StrictYAML"]),
        tests("ReportingTests", ["EstateModel", "Reporting", "Risk", "StrictYAML"]),
        tests("RiskTests", ["EstateModel", "Risk", "StrictYAML"]),
        tests("RuleExchangeTests", ["EstateModel", "Lifecycle", "RuleExchange", "StrictYAML"]),
        tests("SSHTests", ["EstateModel", "SSH", crypto]),
        tests("ScanningTests", ["Collectors", "EstateModel", "SSH", "Scanning", "Store"]),
        tests("StoreTests", ["Decisions", "EstateModel", "Risk", "Store", grdb]),
        tests("StrictYAMLTests", ["EstateModel", "StrictYAML"]),
    ],
    cxxLanguageStandard: .cxx17
)
