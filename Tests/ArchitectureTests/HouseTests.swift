// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What every part of the house carries with it.
enum HouseRule {
  static let licence = "SPDX-License-Identifier: GPL-3.0-or-later"

  /// The licence stands in the first line; in the second where the first has its own meaning (`#!`, tools version).
  static func withoutLicence(_ files: [SourceFile]) -> [String] {
    files.filter { file in
      let first = file.lines.first ?? ""
      let isTaken = first.hasPrefix("#!") || first.hasPrefix("// swift-tools-version")
      let line = isTaken ? file.lines.dropFirst().first ?? "" : first
      let mark = ["swift", "c", "h"].contains(file.suffix) ? "// " : "# "
      return line != mark + licence
    }.map(\.path)
  }

  /// Folders of `Sources` and `Tests` without a map.
  static func withoutMap(_ paths: [String]) -> [String] {
    let folders = Set(
      paths.compactMap { path -> String? in
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
        return parts[1] == "CGSL" ? nil : "\(parts[0])/\(parts[1])"
      })
    return (folders.union(["Sources", "Tests"])).filter { !paths.contains($0 + "/README.md") }.sorted()
  }

  /// Packages from outside whose version may move.
  static func unpinned(in manifest: SourceFile) -> [String] {
    manifest.lines.filter { $0.contains(".package(url:") && !$0.contains("exact:") }.map(String.init)
  }
}

@Suite("Architecture: the house")
struct HouseTests {
  @Test("Every file of code names its licence first")
  func licence() throws { try expectNone(HouseRule.withoutLicence(SourceTree.code())) }

  @Test("Every folder of Sources and Tests has its map")
  func maps() throws { try expectNone(HouseRule.withoutMap(SourceTree.paths())) }

  @Test("Outside packages are pinned, and what resolves them is not committed")
  func pinned() throws {
    try expectNone(HouseRule.unpinned(in: SourceTree.file("Package.swift")))
    let tracked = try SourceTree.output(of: "git", ["ls-files"]).split(separator: "\n").map(String.init)
    #expect(!tracked.contains("Package.resolved"))
    #expect(!tracked.contains { $0.hasPrefix(".build") || $0.hasPrefix(".venv") })
  }

  @Test("Continuous integration calls exactly ./osbp test, within 25 minutes")
  func continuousIntegration() throws {
    let calls = try SourceTree.file(".ci/run").lines.filter { !$0.hasPrefix("#") && $0.contains("./osbp") }
    #expect(calls == ["timeout --kill-after=30 1500 ./osbp test </dev/null"])
  }

  @Test("The launcher and the scripts can be started", arguments: ["osbp", "Tests/run", ".ci/run", ".ci/bare-debian"])
  func scriptsCanBeStarted(path: String) throws {
    #expect(FileManager.default.isExecutableFile(atPath: SourceTree.root.appending(path: path).path))
    #expect(try SourceTree.output(of: "git", ["ls-files", "--stage", path]).hasPrefix("100755"))
  }

  @Test("A missing licence, map and pin are found")
  func plantedFaultsAreFound() {
    let line = HouseRule.licence
    let files = [
      SourceFile(path: "Good.swift", text: "// \(line)\n"), SourceFile(path: "Bad.swift", text: "\n// \(line)\n"),
      SourceFile(path: "Package.swift", text: "// swift-tools-version: 6.1\n// \(line)\n"),
      SourceFile(path: "good.py", text: "#!/usr/bin/env python3\n# \(line)\n"),
      SourceFile(path: "good.c", text: "// \(line)\n"), SourceFile(path: "bad.py", text: "import sys\n"),
      SourceFile(path: "osbp", text: "#!/bin/sh\n# \(line)\n"),
    ]
    #expect(HouseRule.withoutLicence(files) == ["Bad.swift", "bad.py"])
    let paths = ["Sources/README.md", "Sources/Attic/A.swift", "Sources/CGSL/a.h", "Tests/ATests/A.swift"]
    #expect(HouseRule.withoutMap(paths) == ["Sources/Attic", "Tests", "Tests/ATests"])
    let manifest = SourceFile(path: "Package.swift", text: ".package(url: \"a\", from: \"1.0.0\"),\n")
    #expect(HouseRule.unpinned(in: manifest).count == 1)
  }
}
