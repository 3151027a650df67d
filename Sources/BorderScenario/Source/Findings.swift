// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What the reading of one file has brought to light so far: faults, doubts, and where the numbers come from.
package struct Findings: Sendable {
  /// More than this many are of no use to a reader, and a hostile file could ask for millions.
  static let mostErrors = 500
  static let mostWarnings = 100
  /// How a cure that lists the words of a map begins.
  static let wordsOf = "the words of "

  package let file: String
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var errorCount = 0
  /// Faults of different places or words.
  private var distinctErrorCount = 0
  private var distinctWarningCount = 0
  /// How often each diagnostic was found, behind how many words: a value with a mark is read at each of its uses.
  private var uses: [Int] = []
  private var known: [Occurrence: Int] = [:]
  private var otherFiles: [String] = []
  private var provenances: [Provenance] = []
  /// The data files that laws refer to.
  var dataFiles = DataFiles()

  package init(file: String) { self.file = file }

  /// Whether further diagnostics will not be shown, so that work on their wording would be lost.
  var isFull: Bool { errorCount >= Self.mostErrors }

  package mutating func error(_ message: String, fix: String, at place: Place) {
    errorCount += 1
    add(.error, message, fix, place)
  }

  mutating func warning(_ message: String, fix: String, at place: Place) {
    add(.warning, message, fix, place)
  }

  mutating func record(_ provenance: Provenance) { provenances.append(provenance) }

  /// In the order of the paths: the order of entries in the file means nothing, for results neither.
  var sortedProvenance: [Provenance] { provenances.sorted { $0.path < $1.path } }

  /// In the order of the file; faults of the file as a whole come first, what was left out is told last.
  package var sortedDiagnostics: [Diagnostic] {
    let order = diagnostics.indices.sorted { i, j in
      let (a, b) = (diagnostics[i], diagnostics[j])
      return (rank(of: a.file), a.line, a.column, i) < (rank(of: b.file), b.line, b.column, j)
    }
    return withListsOnce(order.map(told)) + remark(.error, distinctErrorCount, most: Self.mostErrors)
      + remark(.warning, distinctWarningCount, most: Self.mostWarnings)
  }

  /// The file that was asked for first, then those that it is based on, then settings, each as they were met.
  private func rank(of file: String) -> Int { file == self.file ? -1 : otherFiles.firstIndex(of: file) ?? 0 }

  private func told(_ index: Int) -> Diagnostic {
    var diagnostic = diagnostics[index]
    if uses[index] > 1 { diagnostic.message += " (used \(uses[index]) times)" }
    return diagnostic
  }

  /// The words of a map are listed for the first unknown one only.
  private func withListsOnce(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var lineOfList: [String: Int] = [:]
    return diagnostics.map { diagnostic in
      guard diagnostic.fix.hasPrefix(Self.wordsOf), diagnostic.line > 0 else { return diagnostic }
      let list = diagnostic.file + "\n" + diagnostic.fix
      guard let line = lineOfList[list] else {
        lineOfList[list] = diagnostic.line
        return diagnostic
      }
      var short = diagnostic
      short.fix = "write one of the words listed for line \(line)"
      return short
    }
  }

  private mutating func add(_ severity: Diagnostic.Severity, _ message: String, _ fix: String, _ place: Place) {
    let occurrence = Occurrence(
      severity: severity, file: place.file, line: place.line, column: place.column, message: message, fix: fix)
    if let file = place.file, !otherFiles.contains(file) { otherFiles.append(file) }
    if place.line > 0, let index = known[occurrence], diagnostics[index].path != place.path.map(\.harmless) {
      uses[index] += 1
      return
    }
    if severity == .error { distinctErrorCount += 1 } else { distinctWarningCount += 1 }
    let isShown =
      severity == .error ? distinctErrorCount <= Self.mostErrors : distinctWarningCount <= Self.mostWarnings
    guard isShown else { return }
    known[occurrence] = diagnostics.count
    uses.append(1)
    diagnostics.append(
      Diagnostic(
        severity: severity, file: place.file ?? file, line: place.line, column: place.column,
        path: place.path.map(\.harmless),
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

/// What makes two diagnostics one: the same said of the same place, whatever the words above it.
private struct Occurrence: Hashable {
  var severity: Diagnostic.Severity
  var file: String?
  var line: Int
  var column: Int
  var message: String
  var fix: String
}

extension String {
  /// The text without characters that could confuse a terminal.
  fileprivate var harmless: String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(100).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
