// SPDX-License-Identifier: GPL-3.0-or-later

/// A fault or a doubt in a scenario file: where it is, what it is, and how to cure it.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    /// The scenario cannot be run.
    case error
    /// The scenario can be run, but the planner should know.
    case warning
  }

  public var severity: Severity
  /// Name of the file as the user gave it.
  public var file: String
  /// Line, from 1; 0 if the fault concerns the file as a whole.
  public var line: Int
  /// Column in characters (Unicode scalars), from 1; 0 if the fault concerns the file as a whole.
  public var column: Int
  /// Words of the scenario from the top; entries of lists by their number, from 1.
  public var path: [String]
  /// What is wrong, what was expected, what was found.
  public var message: String
  /// What to write instead.
  public var fix: String

  public init(
    severity: Severity, file: String, line: Int, column: Int, path: [String] = [], message: String, fix: String = ""
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.message = message
    self.fix = fix
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The diagnostic as printed: place, severity and message; `in:` and `fix:` on lines of their own if known.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    var text = "\(place): \(severity.rawValue): \(message)"
    if !path.isEmpty { text += "\n  in: " + path.joined(separator: " / ") }
    if !fix.isEmpty { text += "\n  fix: " + fix }
    return text
  }
}

extension Sequence<Diagnostic> {
  /// All diagnostics, one below the other, and a last line that counts them; empty if there are none.
  public var printed: String {
    let lines = map(\.description)
    guard !lines.isEmpty else { return "" }
    let errors = count { $0.severity == .error }
    let warnings = lines.count - errors
    let summary =
      errors > 0
      ? "\(errors) \(errors == 1 ? "error" : "errors"); nothing was run."
      : "\(warnings) \(warnings == 1 ? "warning" : "warnings")."
    return lines.joined(separator: "\n") + "\n" + summary + "\n"
  }
}
