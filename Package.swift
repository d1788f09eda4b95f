// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    // ByteCursor borrows the record that it reads; only this feature can say so.
    .enableExperimentalFeature("Lifetimes"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// The order is the data's path: bytes → records → events → ledger → findings → report.
let package = Package(
    name: "logtrace",
    products: [
        .executable(name: "logtrace", targets: ["logtrace"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "ByteStreams", dependencies: ["CZlib", crypto, system], swiftSettings: settings),
        .target(name: "EvidenceModel", swiftSettings: settings),
        .target(name: "LogFormats", dependencies: ["ByteStreams", "EvidenceModel"], swiftSettings: settings),
        .target(name: "ServerConfiguration", dependencies: ["EvidenceModel"], swiftSettings: settings),
        .target(
            name: "Analyses", dependencies: ["EvidenceModel"],
            resources: [
                .embedInCode("Actors/KnownActors.tsv"), .embedInCode("Findings/ServerReleases.tsv"),
            ], swiftSettings: settings),
        .target(
            name: "CasePipeline",
            dependencies: [
                "ByteStreams", "EvidenceModel", "LogFormats", "ServerConfiguration", "Analyses", system, yams,
            ],
            swiftSettings: settings),
        .target(name: "Reporting", dependencies: ["EvidenceModel", "Analyses"], swiftSettings: settings),
        .target(
            name: "CaseBatch", dependencies: ["ByteStreams", "EvidenceModel", "Reporting", system],
            swiftSettings: settings),
        .executableTarget(
            name: "logtrace",
            dependencies: [
                "ByteStreams", "EvidenceModel", "LogFormats", "Analyses", "CasePipeline", "Reporting", "CaseBatch",
                argumentParser, system,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "logtrace-bench",
            dependencies: ["CZlib", "EvidenceModel", "Analyses", "CasePipeline", argumentParser],
            swiftSettings: settings),

        .target(
            name: "TestSupport", dependencies: ["CZlib", "ByteStreams", "EvidenceModel", "LogFormats", "Reporting"],
            path: "Tests/TestSupport",
            swiftSettings: settings),
        .testTarget(
            name: "ByteStreamsTests", dependencies: ["ByteStreams", "TestSupport", system], swiftSettings: settings),
        .testTarget(
            name: "EvidenceModelTests", dependencies: ["EvidenceModel", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "LogFormatsTests",
            dependencies: ["LogFormats", "ByteStreams", "EvidenceModel", "Reporting", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "ServerConfigurationTests", dependencies: ["ServerConfiguration", "EvidenceModel"],
            swiftSettings: settings),
        .testTarget(
            name: "AnalysesTests", dependencies: ["Analyses", "EvidenceModel", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "CasePipelineTests",
            dependencies: [
                "CasePipeline", "ByteStreams", "EvidenceModel", "LogFormats", "Analyses", "TestSupport", system,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "Analyses", "EvidenceModel", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "CaseBatchTests",
            dependencies: ["CaseBatch", "EvidenceModel", "Reporting", "TestSupport", system],
            swiftSettings: settings),
        .testTarget(name: "EndToEndTests", dependencies: ["TestSupport", "logtrace"], swiftSettings: settings),
    ]
)
