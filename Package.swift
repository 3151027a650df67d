// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

// Imports point downward only; Tests/ArchitectureTests holds the rules written in Sources/README.md.
let package = Package(
  name: "osbp",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "osbp", targets: ["osbp"]),
    .library(name: "BorderScenario", targets: ["BorderModel", "BorderScenario", "BorderSimulation"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(name: "BorderModel", exclude: ["README.md"]),
    .target(
      name: "BorderScenario", dependencies: ["BorderModel", .product(name: "Yams", package: "Yams")],
      exclude: ["README.md"]),
    .target(name: "BorderSimulation", dependencies: ["BorderModel"], exclude: ["README.md"]),
    .target(name: "OutputAnalysis", dependencies: ["CGSL"], exclude: ["README.md"]),
    .target(
      name: "BorderStudy", dependencies: ["BorderModel", "BorderSimulation", "OutputAnalysis"],
      exclude: ["README.md"]),
    .target(
      name: "BorderReport", dependencies: ["BorderModel", "BorderSimulation", "BorderStudy", "OutputAnalysis"],
      exclude: ["README.md"]),
    .executableTarget(
      name: "osbp",
      dependencies: [
        "BorderModel", "BorderScenario", "BorderSimulation", "BorderStudy", "BorderReport", "OutputAnalysis",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"]),
    .executableTarget(
      name: "randomwords", dependencies: ["BorderModel", "BorderSimulation"],
      path: "Tests/Validation/smallcrush/randomwords"),
    .executableTarget(
      name: "kernelparts", dependencies: ["BorderModel", "BorderSimulation"], path: "Benchmarks/kernelparts"),
    .testTarget(name: "ArchitectureTests", path: "Tests/ArchitectureTests", exclude: ["README.md"]),
    .testTarget(name: "OutputAnalysisTests", dependencies: ["OutputAnalysis"], exclude: ["README.md"]),
    .testTarget(
      name: "GalleryTests",
      dependencies: ["BorderModel", "BorderScenario", "BorderSimulation", "BorderStudy", "OutputAnalysis"],
      exclude: ["README.md"]),
    .testTarget(
      name: "BorderScenarioTests", dependencies: ["BorderScenario", "BorderModel", "BorderSimulation"],
      exclude: ["README.md"]),
    .testTarget(
      name: "BorderSimulationTests", dependencies: ["BorderSimulation", "BorderModel", "CGSL"],
      exclude: ["README.md"]),
    .testTarget(
      name: "BorderStudyTests", dependencies: ["BorderStudy", "BorderModel", "BorderSimulation", "OutputAnalysis"],
      exclude: ["README.md"]),
    .testTarget(
      name: "BorderReportTests",
      dependencies: ["BorderReport", "BorderModel", "BorderSimulation", "BorderStudy", "OutputAnalysis"],
      exclude: ["README.md", "Golden"]),
    .testTarget(name: "CommandLineTests", dependencies: ["osbp"], exclude: ["README.md"]),
  ],
  swiftLanguageModes: [.v6]
)
