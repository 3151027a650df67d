// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What the reading of a scenario file has given.
public struct ScenarioReading: Sendable {
  /// A file that was read beside the one that was asked for.
  public struct Input: Sendable {
    /// From the current folder.
    public var file: String
    public var bytes: [UInt8]
  }

  /// Name of the file as the user gave it.
  public var file: String
  /// The bytes of the file, for hashing.
  public var bytes: [UInt8]
  /// The files that it is based on, nearest first.
  public var bases: [Input] = []
  /// The files of measured values that its laws refer to, in the order of their paths.
  public var dataFiles: [Input] = []
  /// The post; `nil` if there is any error.
  public var post: BorderPost?
  /// Errors and warnings, faults of the file as a whole first, then in the order of the file.
  public var diagnostics: [Diagnostic]
  /// Every value that can be set, as `--set` names it; of a file that can be read as a tree.
  public var settablePaths: [SettablePath] { tree.map { SettablePath.all(of: $0, isEvery: false) } ?? [] }
  /// The same, with the words that the file may have and has not.
  public var everySettablePath: [SettablePath] { tree.map { SettablePath.all(of: $0, isEvery: true) } ?? [] }
  /// With all that the file is based on, and with settings.
  var tree: ScenarioNode?
}

/// Reads scenario files.
///
/// Every fault of a file is reported in one pass. No input, however hostile, makes the program stop.
public struct ScenarioReader {
  /// Reads a scenario from a text.
  ///
  /// - Parameter file: Name to print in diagnostics; files that the text is based on are looked for beside it.
  public static func read(text: String, file: String, settings: [String] = []) -> ScenarioReading {
    read(bytes: Array(text.utf8), file: file, settings: settings)
  }

  /// Reads a scenario file; a missing file or a folder gives an error without a line.
  ///
  /// - Parameter settings: Values in the place of those of the file, `PATH=VALUE`, the first of them first.
  public static func read(path: String, settings: [String] = []) -> ScenarioReading {
    do throws(ScenarioFile.Fault) {
      return read(bytes: try ScenarioFile.bytes(of: path, mustBeRegular: false), file: path, settings: settings)
    } catch {
      var findings = Findings(file: path)
      findings.error(error.message, fix: error.fix, at: .wholeFile)
      return ScenarioReading(file: path, bytes: [], post: nil, diagnostics: findings.sortedDiagnostics)
    }
  }

  /// Reads a scenario from the bytes of a file.
  ///
  /// - Parameters:
  ///   - file: Name to print in diagnostics; files that this one is based on are looked for beside it.
  ///   - settings: Values in the place of those of the file, `PATH=VALUE`, the first of them first.
  public static func read(bytes: [UInt8], file: String, settings: [String] = []) -> ScenarioReading {
    var reading = ScenarioReading(file: file, bytes: bytes, post: nil, diagnostics: [])
    var findings = Findings(file: file)
    if let tree = wholeTree(&reading, settings, &findings) {
      reading.tree = tree
      var builder = PostBuilder(findings: findings)
      let post = builder.post(from: tree)
      findings = builder.findings
      if findings.errorCount == 0 { reading.post = post }
    }
    reading.diagnostics = findings.sortedDiagnostics
    reading.dataFiles = findings.dataFiles.files.sorted { $0.path < $1.path }.map {
      ScenarioReading.Input(file: $0.path, bytes: $0.bytes)
    }
    return reading
  }

  /// The file with what it is based on, what `like` takes over, and what is set.
  private static func wholeTree(
    _ reading: inout ScenarioReading, _ settings: [String], _ findings: inout Findings
  ) -> ScenarioNode? {
    guard let text = SourceText(bytes: reading.bytes, findings: &findings),
      let own = Composer.tree(of: text, findings: &findings)
    else { return nil }
    var bases = BaseFiles(findings: findings, name: reading.file, entryCount: text.entryCount)
    let based = bases.completed(own, name: reading.file)
    (findings, reading.bases) = (bases.findings, bases.files)
    guard let based else { return nil }
    var likeness = Likeness(findings: findings)
    var tree = likeness.completed(based)
    findings = likeness.findings
    for setting in settings {
      guard let setting = Setting(setting, &findings) else { continue }
      tree = setting.applied(to: tree, &findings)
    }
    return tree
  }
}
