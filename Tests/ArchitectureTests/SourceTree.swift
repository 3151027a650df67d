// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Fails once for every violation, so that each stands in the log with its place.
func expectNone(_ violations: [String], sourceLocation: SourceLocation = #_sourceLocation) {
  for violation in violations { Issue.record("\(violation)", sourceLocation: sourceLocation) }
}

/// One text file of the project.
struct SourceFile: Sendable {
  /// From the project's folder, with `/`.
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  var suffix: String { name.contains(".") ? String(name.split(separator: ".").last ?? "") : "" }
  /// The text with comments and strings blanked.
  var code: String { CodeText(text).blanked }

  /// The target that a file below `Sources/` or `Tests/` belongs to.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }
}

/// The project as it lies on disk.
enum SourceTree {
  /// A claim could not be looked at; that is a failure, never a pass.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The paths git tracks or would track (neither ignored nor deleted).
  static func paths() throws -> [String] {
    let listing = try output(of: "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    let paths = listing.split(separator: "\0").map(String.init).filter {
      FileManager.default.fileExists(atPath: root.appending(path: $0).path)
    }
    guard paths.contains("Package.swift") else { throw Unreadable(description: "git lists no Package.swift") }
    return Set(paths).sorted()
  }

  static func file(_ path: String) throws -> SourceFile {
    let data = try Data(contentsOf: root.appending(path: path))
    return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
  }

  /// Files that hold code: Swift, C, Python and shell.
  static func code() throws -> [SourceFile] {
    let suffixes: Set = ["swift", "c", "h", "py", "sh"]
    let scripts: Set = ["osbp", "Tests/run", ".ci/run", ".ci/bare-debian"]
    return try paths().map(file).filter { suffixes.contains($0.suffix) || scripts.contains($0.path) }
  }

  /// Swift files below a folder such as `Sources/BorderModel`.
  static func swift(below folder: String) throws -> [SourceFile] {
    let files = try paths().filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".swift") }.map(file)
    guard !files.isEmpty else { throw Unreadable(description: "no Swift file below \(folder)") }
    return files
  }

  /// What a program writes to its standard output.
  static func output(of program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = root
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Unreadable(description: "\(program) ended with \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
