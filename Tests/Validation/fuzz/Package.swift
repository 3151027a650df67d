// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

// A package of its own: all of it, the rooms of the program too, is built with the coverage that libFuzzer needs.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "osbp", path: "../../..")],
  targets: [
    .executableTarget(
      name: "scenariofuzz", dependencies: [.product(name: "BorderScenario", package: "osbp")])
  ],
  swiftLanguageModes: [.v6]
)
