// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "spalt",
  targets: [
    // The pure core: no clock, no files, no terminal.
    .target(name: "SpaltText", swiftSettings: strict),
    .target(name: "SpaltSearch", dependencies: ["SpaltText"], swiftSettings: strict),
    .target(name: "SpaltNotes", dependencies: ["SpaltText"], swiftSettings: strict),
    .target(name: "SpaltScreen", dependencies: ["SpaltText"], swiftSettings: strict),
    .target(
      name: "SpaltReader",
      dependencies: ["SpaltText", "SpaltSearch", "SpaltNotes", "SpaltScreen"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
