// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Takes libraries into the program rather than leaving them beside it.
///
/// What is looked for and bound at every start is a good part of the time to the first page. Nor
/// does anybody look for names in the program, and its hundred thousand addresses are packed: 24 KB
/// to read at a start instead of 2.6 MB. Only lld packs them; it comes with Swift.
let whole: [LinkerSetting] = [
  .unsafeFlags(
    ["-L", "\(Context.packageDirectory)/Sources/StaticLibraries"]
      + [
        "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker",
        "pack-relative-relocs",
      ],
    .when(configuration: .release))
]

let package = Package(
  name: "spalt",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // The C libraries of the system, and the two pieces of C of our own.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CSnowball", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(
      name: "CHyphen",
      providers: [
        .apt(["libhyphen-dev", "hyphen-sv", "hyphen-da", "hyphen-no", "hyphen-en-gb"])
      ]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(
      name: "CMarkdown", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .target(name: "CTerminalGuard"),
    .target(name: "CFullTextRank", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CArchiveGuard", linkerSettings: [.linkedLibrary("sqlite3")]),
    // The small parsers are linked whole; what brings many libraries is opened when it is needed.
    .target(name: "CBoundedHTML", linkerSettings: [.linkedLibrary(":libgumbo.a")]),
    .target(name: "CZipReader"),
    .target(name: "CMail"),
    .target(name: "CChildProcess"),

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
    .target(
      name: "SpaltImport",
      dependencies: [
        "SpaltText", "CNettle", "CBoundedHTML", "CExpat", "CMarkdown", "CMail", "CZipReader",
      ],
      resources: [
        .embedInCode("Languages/letters.txt"), .embedInCode("Languages/words.txt"),
      ],
      swiftSettings: strict),
    .target(name: "SpaltSearch", dependencies: ["SpaltText", "CSnowball"], swiftSettings: strict),
    .target(name: "SpaltNotes", dependencies: ["SpaltText"], swiftSettings: strict),
    .target(name: "SpaltScreen", dependencies: ["SpaltText"], swiftSettings: strict),
    .target(
      name: "SpaltSettings", dependencies: ["SpaltText", "SpaltScreen"],
      swiftSettings: strict),
    .target(
      name: "SpaltReader",
      dependencies: ["SpaltText", "SpaltSearch", "SpaltNotes", "SpaltScreen"],
      swiftSettings: strict),

    // Effects.
    .target(name: "SpaltThreads", swiftSettings: strict),
    .target(
      name: "SpaltArchive",
      dependencies: [
        "SpaltText", "SpaltSearch", "SpaltNotes", "SpaltThreads", "CFullTextRank", "CArchiveGuard",
        "CNettle",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "SpaltProcess", dependencies: ["CChildProcess"], swiftSettings: strict),
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
        "SpaltSettings", "SpaltReader", "SpaltArchive", "SpaltHyphenation", "SpaltProcess",
        "SpaltTerminal", "SpaltThreads", "CArchiveGuard",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: whole),
    .executableTarget(
      name: "SpaltBenchmark",
      dependencies: [
        "Corpus", "SpaltText", "SpaltImport", "SpaltSearch", "SpaltArchive", "SpaltScreen",
        "SpaltReader", "CFullTextRank", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),

    // Tests: a target a module, and the program from outside in a real terminal.
    .target(
      name: "SpaltTestSupport", dependencies: ["SpaltScreen"], path: "Tests/SpaltTestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "SpaltTextTests", dependencies: ["SpaltText"], swiftSettings: strict),
    .testTarget(
      name: "SpaltImportTests",
      dependencies: ["SpaltImport", "SpaltProcess", "SpaltText", "SpaltTestSupport"],
      exclude: ["Texts"], swiftSettings: strict),
    .testTarget(
      name: "SpaltThreadsTests", dependencies: ["SpaltThreads"], swiftSettings: strict),
    .testTarget(
      name: "SpaltProcessTests", dependencies: ["SpaltProcess"], swiftSettings: strict),
    .testTarget(
      name: "SpaltSearchTests", dependencies: ["SpaltSearch", "SpaltText", "SpaltTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SpaltNotesTests", dependencies: ["SpaltNotes", "SpaltText", "SpaltTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SpaltScreenTests", dependencies: ["SpaltScreen", "SpaltText", "SpaltTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SpaltSettingsTests",
      dependencies: [
        "SpaltSettings", "SpaltScreen", "SpaltText", "SpaltTestSupport", "Themes", "Corpus",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SpaltReaderTests",
      dependencies: [
        "SpaltReader", "SpaltHyphenation", "SpaltImport", "SpaltNotes", "SpaltSearch",
        "SpaltScreen", "SpaltText", "SpaltTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SpaltArchiveTests",
      dependencies: [
        "SpaltArchive", "SpaltNotes", "SpaltSearch", "SpaltText", "SpaltTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SpaltHyphenationTests", dependencies: ["SpaltHyphenation", "SpaltText"],
      swiftSettings: strict),
    .testTarget(
      name: "SpaltTerminalTests",
      dependencies: ["SpaltTerminal", "SpaltScreen", "SpaltText", "CNcurses"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["spalt", "SpaltArchive"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
