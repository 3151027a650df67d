// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Who may import whom. A new room gets one line here.
enum ImportRule {
  /// The other rooms and the outside packages that each room may import.
  static let allowed: [String: Set<String>] = [
    "CGSL": [],
    "BorderModel": [],
    "BorderScenario": ["BorderModel", "Yams"],
    "BorderSimulation": ["BorderModel"],
    "OutputAnalysis": ["CGSL"],
    "BorderStudy": ["BorderModel", "BorderSimulation", "OutputAnalysis"],
    "BorderReport": ["BorderModel", "BorderSimulation", "BorderStudy", "OutputAnalysis"],
    "osbp": [
      "BorderModel", "BorderScenario", "BorderSimulation", "BorderStudy", "BorderReport", "OutputAnalysis",
      "ArgumentParser",
    ],
  ]

  /// Rooms without files, clocks and the C library.
  static let withoutSystem: Set = ["BorderModel", "BorderSimulation"]
  static let system: Set = [
    "Foundation", "FoundationEssentials", "Glibc", "Darwin", "Musl", "Dispatch", "Synchronization",
  ]

  static func modules(importedBy file: SourceFile) -> [String] {
    let pattern =
      #/
      ^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?
      import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)
      /#
    return file.code.split(separator: "\n").compactMap { $0.firstMatch(of: pattern).map { String($0.1) } }
  }

  static func violations(in files: [SourceFile]) -> [String] {
    files.flatMap { file -> [String] in
      guard let allowed = allowed[file.room] else { return ["\(file.path): the room has no line in ImportRule"] }
      let system = withoutSystem.contains(file.room) ? [] : system
      return modules(importedBy: file).filter { !allowed.contains($0) && !system.contains($0) }
        .map { "\(file.path) imports \($0)" }
    }
  }
}

@Suite("Architecture: imports")
struct ImportTests {
  @Test("Imports point downward, outside packages have one user each, model and simulation import no system")
  func importsPointDownward() throws {
    try expectNone(ImportRule.violations(in: SourceTree.swift(below: "Sources")))
  }

  @Test("Every room of the table exists")
  func everyRoomExists() throws {
    let rooms = Set(try SourceTree.paths().filter { $0.hasPrefix("Sources/") }.compactMap(room))
    #expect(rooms == Set(ImportRule.allowed.keys))
  }

  private func room(of path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : nil
  }

  @Test(
    "A planted import is found",
    arguments: [
      ("BorderModel", "import Foundation"), ("BorderSimulation", "@preconcurrency import Glibc"),
      ("BorderSimulation", "import struct Foundation.Date"), ("BorderScenario", "import BorderSimulation"),
      ("BorderStudy", "import Yams"), ("OutputAnalysis", "import BorderModel"), ("BorderStudy", "public import CGSL"),
      ("BorderReport", "import ArgumentParser"), ("BorderModel", "import BorderScenario"), ("Attic", "import Testing"),
    ])
  func plantedImportIsFound(room: String, line: String) {
    let file = SourceFile(path: "Sources/\(room)/Planted.swift", text: "// A comment.\n\(line)\n")
    #expect(ImportRule.violations(in: [file]).count == 1)
  }
}
