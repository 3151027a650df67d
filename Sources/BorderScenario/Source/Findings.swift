// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What the reading of one file has brought to light so far: faults, doubts, and where the numbers come from.
package struct Findings: Sendable {
  /// More than this many are of no use to a reader, and a hostile file could ask for millions.
  static let mostErrors = 500
  static let mostWarnings = 100

  package let file: String
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var errorCount = 0
  private var warningCount = 0
  private var provenances: [Provenance] = []

  package init(file: String) { self.file = file }

  /// Whether further diagnostics will not be shown, so that work on their wording would be lost.
  var isFull: Bool { errorCount >= Self.mostErrors }

  package mutating func error(_ message: String, fix: String, at place: Place) {
    errorCount += 1
    add(.error, message, fix, place)
  }

  mutating func warning(_ message: String, fix: String, at place: Place) {
    warningCount += 1
    add(.warning, message, fix, place)
  }

  mutating func record(_ provenance: Provenance) { provenances.append(provenance) }

  /// In the order of the paths: the order of entries in the file means nothing, for results neither.
  var sortedProvenance: [Provenance] { provenances.sorted { $0.path < $1.path } }

  /// In the order of the file; faults of the file as a whole come first, what was left out is told last.
  package var sortedDiagnostics: [Diagnostic] {
    let order = diagnostics.indices.sorted { i, j in
      let (a, b) = (diagnostics[i], diagnostics[j])
      return (a.line, a.column, i) < (b.line, b.column, j)
    }
    return order.map { diagnostics[$0] } + remark(.error, errorCount, most: Self.mostErrors)
      + remark(.warning, warningCount, most: Self.mostWarnings)
  }

  private mutating func add(_ severity: Diagnostic.Severity, _ message: String, _ fix: String, _ place: Place) {
    let shown = severity == .error ? errorCount : warningCount
    guard shown <= (severity == .error ? Self.mostErrors : Self.mostWarnings) else { return }
    diagnostics.append(
      Diagnostic(
        severity: severity, file: file, line: place.line, column: place.column, path: place.path.map(\.harmless),
        message: message, fix: fix))
  }

  /// A last line where faults were left out.
  private func remark(_ severity: Diagnostic.Severity, _ count: Int, most: Int) -> [Diagnostic] {
    guard count > most else { return [] }
    return [
      Diagnostic(
        severity: severity, file: file, line: 0, column: 0,
        message: "only the first \(most) of \(count) \(severity.rawValue)s found are shown",
        fix: "cure these, then check again")
    ]
  }
}

extension String {
  /// The text without characters that could confuse a terminal.
  fileprivate var harmless: String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(100).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
