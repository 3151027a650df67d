// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What the reading of one file has brought to light so far: faults, doubts, and where the numbers come from.
package struct Findings: Sendable {
  /// More than this many are of no use to a reader, and a hostile file could ask for millions.
  static let mostDiagnostics = 500

  package let file: String
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var errorCount = 0
  private var provenances: [(place: Place, provenance: Provenance)] = []

  package init(file: String) { self.file = file }

  package mutating func error(_ message: String, fix: String, at place: Place) {
    errorCount += 1
    add(.error, message, fix, place)
  }

  mutating func warning(_ message: String, fix: String, at place: Place) { add(.warning, message, fix, place) }

  mutating func record(_ provenance: Provenance, at place: Place) { provenances.append((place, provenance)) }

  /// In the order of the file.
  var sortedProvenance: [Provenance] {
    provenances.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }.map(\.provenance)
  }

  /// In the order of the file; faults of the file as a whole come first.
  package var sortedDiagnostics: [Diagnostic] {
    let order = diagnostics.indices.sorted { i, j in
      let (a, b) = (diagnostics[i], diagnostics[j])
      return (a.line, a.column, i) < (b.line, b.column, j)
    }
    return order.map { diagnostics[$0] }
  }

  private mutating func add(_ severity: Diagnostic.Severity, _ message: String, _ fix: String, _ place: Place) {
    guard diagnostics.count <= Self.mostDiagnostics else { return }
    if diagnostics.count == Self.mostDiagnostics {
      diagnostics.append(
        Diagnostic(
          severity: severity, file: file, line: 0, column: 0,
          message: "more than \(Self.mostDiagnostics) faults; the rest is not shown",
          fix: "cure these first, then check again"))
      return
    }
    diagnostics.append(
      Diagnostic(
        severity: severity, file: file, line: place.line, column: place.column, path: place.path.map(\.harmless),
        message: message, fix: fix))
  }
}

extension String {
  /// The text without characters that could confuse a terminal.
  fileprivate var harmless: String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(100).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
