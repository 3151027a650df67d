// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What a run of the program left behind.
struct Outcome {
  var exitCode: Int32
  /// Whether a signal ended the program, which it should never let happen.
  var wasKilled: Bool
  var output: String
  var errors: String
}

/// The built program, as a user calls it.
enum Program {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let tutorial = root.appendingPathComponent("scenarios/tutorial/01-one-booth.yaml").path

  /// Beside the tests that are running, else in the build folder of the package.
  static var path: String {
    let beside = CommandLine.arguments.first.map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("osbp").path
    }
    let built = root.appendingPathComponent(".build/release/osbp").path
    return [beside, built].compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? built
  }

  /// Runs the program and waits for its end.
  static func run(_ arguments: [String]) throws -> Outcome { try Running(path, arguments).outcome() }

  /// Runs a shell command, in which `$osbp` is the program and `$tutorial` a scenario.
  static func shell(_ command: String) throws -> Outcome { try Running("/bin/sh", ["-c", command]).outcome() }
}

/// A program that is running, with both its streams collected in files.
final class Running {
  private let process = Process()
  private let scratch: Scratch
  private let streams: [FileHandle]

  init(_ path: String, _ arguments: [String]) throws {
    scratch = try Scratch()
    streams = try ["output", "errors"].map { [scratch] name -> FileHandle in
      _ = FileManager.default.createFile(atPath: scratch.path(name), contents: nil)
      return try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path(name)))
    }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = streams[0]
    process.standardError = streams[1]
    var environment = ProcessInfo.processInfo.environment
    environment["osbp"] = Program.path
    environment["tutorial"] = Program.tutorial
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end; a program that does not end within a minute is killed, which shows in the outcome.
  func outcome() throws -> Outcome {
    let deadline = Date(timeIntervalSinceNow: 60)
    while process.isRunning && Date() < deadline { usleep(5_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    for stream in streams { try stream.close() }
    return Outcome(
      exitCode: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
      output: try scratch.text("output"), errors: try scratch.text("errors"))
  }
}

/// A folder of its own for each test, gone afterwards.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("osbp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// A manifest as another reader reads it.
  func manifest(_ folder: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(text(folder + "/manifest.json").utf8))
    return try #require(object as? [String: Any])
  }
}
