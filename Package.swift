// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "spalt",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // The C libraries of the system, and the one piece of C of our own.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CSnowball", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(
      name: "CHyphen", providers: [.apt(["libhyphen-dev", "hyphen-sv", "hyphen-da"])]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .target(name: "CTerminalGuard"),

    // Data that travels inside the program.
    .target(
      name: "Corpus", path: "Corpus",
      resources: [
        .embedInCode("catalogue.toml"), .embedInCode("expressen-pisa.txt"),
        .embedInCode("region-stockholm-fou.txt"), .embedInCode("ledelse-januar.txt"),
        .embedInCode("pensam-pension-90.txt"),
      ]),
    .target(
      name: "Themes", path: "Themes",
      resources: [
        .embedInCode("paper.toml"), .embedInCode("night.toml"), .embedInCode("contrast.toml"),
        .embedInCode("mono.toml"),
      ]),

    // The pure core: no clock, no files, no terminal.
    .target(name: "SpaltText", swiftSettings: strict),
    .target(name: "SpaltImport", dependencies: ["SpaltText", "CNettle"], swiftSettings: strict),
    .target(name: "SpaltSearch", dependencies: ["SpaltText", "CSnowball"], swiftSettings: strict),
    .target(name: "SpaltNotes", dependencies: ["SpaltText"], swiftSettings: strict),
    .target(name: "SpaltScreen", dependencies: ["SpaltText"], swiftSettings: strict),
    .target(
      name: "SpaltSettings", dependencies: ["SpaltText", "SpaltScreen", "TOMLKit"],
      swiftSettings: strict),
    .target(
      name: "SpaltReader",
      dependencies: ["SpaltText", "SpaltSearch", "SpaltNotes", "SpaltScreen"],
      swiftSettings: strict),

    // Effects.
    .target(
      name: "SpaltArchive",
      dependencies: [
        "SpaltText", "SpaltSearch", "SpaltNotes", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "SpaltHyphenation", dependencies: ["SpaltText", "CHyphen"], swiftSettings: strict),
    .target(
      name: "SpaltTerminal",
      dependencies: ["SpaltScreen", "SpaltText", "CNcurses", "CTerminalGuard"],
      swiftSettings: strict),
    .executableTarget(
      name: "spalt",
      dependencies: [
        "Corpus", "Themes", "SpaltText", "SpaltImport", "SpaltSearch", "SpaltNotes", "SpaltScreen",
        "SpaltSettings", "SpaltReader", "SpaltArchive", "SpaltHyphenation", "SpaltTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
