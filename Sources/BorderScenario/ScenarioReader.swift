// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import Foundation

/// What the reading of a scenario file has given.
public struct ScenarioReading: Sendable {
  /// Name of the file as the user gave it.
  public var file: String
  /// The bytes of the file, for hashing.
  public var bytes: [UInt8]
  /// The post; `nil` if there is any error.
  public var post: BorderPost?
  /// Errors and warnings, faults of the file as a whole first, then in the order of the file.
  public var diagnostics: [Diagnostic]
}

/// Reads scenario files.
///
/// Every fault of a file is reported in one pass. No input, however hostile, makes the program stop.
public struct ScenarioReader {
  /// Reads a scenario from a text.
  ///
  /// - Parameter file: Name to print in diagnostics.
  public static func read(text: String, file: String) -> ScenarioReading {
    read(bytes: Array(text.utf8), file: file)
  }

  /// Reads a scenario file; a missing file or a folder gives an error without a line.
  public static func read(path: String) -> ScenarioReading {
    var findings = Findings(file: path)
    guard let bytes = contents(of: path, &findings) else {
      return ScenarioReading(file: path, bytes: [], post: nil, diagnostics: findings.sortedDiagnostics)
    }
    return read(bytes: bytes, file: path)
  }

  /// Reads a scenario from the bytes of a file.
  ///
  /// - Parameter file: Name to print in diagnostics.
  public static func read(bytes: [UInt8], file: String) -> ScenarioReading {
    var findings = Findings(file: file)
    var post: BorderPost?
    if let text = SourceText(bytes: bytes, findings: &findings),
      let tree = Composer.tree(of: text, findings: &findings)
    {
      var builder = PostBuilder(findings: findings)
      post = builder.post(from: tree)
      findings = builder.findings
    }
    return ScenarioReading(
      file: file, bytes: bytes, post: findings.errorCount == 0 ? post : nil, diagnostics: findings.sortedDiagnostics)
  }

  private static func contents(of path: String, _ findings: inout Findings) -> [UInt8]? {
    var isFolder: ObjCBool = false
    guard !path.utf8.contains(0), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      findings.error("no such file", fix: "check the name; paths start at the current folder", at: .wholeFile)
      return nil
    }
    guard !isFolder.boolValue else {
      findings.error("this is a folder; expected a scenario file", fix: "name a file in it", at: .wholeFile)
      return nil
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      var bytes: [UInt8] = []
      // One byte more than allowed tells that the file is too long, without reading the rest of it.
      while bytes.count <= SourceText.mostBytes {
        guard let part = try handle.read(upToCount: SourceText.mostBytes + 1 - bytes.count), !part.isEmpty else {
          break
        }
        bytes.append(contentsOf: part)
      }
      return bytes
    } catch {
      findings.error("the file cannot be read", fix: "check its permissions", at: .wholeFile)
      return nil
    }
  }
}
