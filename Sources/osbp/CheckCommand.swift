// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport
import BorderScenario
import BorderSimulation

/// `osbp check FILE...`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: HelpText.checkAbstract, discussion: HelpText.checkExamples)

  @Argument(help: ArgumentHelp(HelpText.scenarioFiles, valueName: "file"))
  var files: [String]
  @Option(name: .customLong("set"), help: ArgumentHelp(HelpText.set, valueName: "path=value"))
  var settings: [String] = []

  func run() throws {
    let readings = files.map { ScenarioReader.read(path: $0, settings: settings) }
    let faults = readings.compactMap(compilationFault)
    let diagnostics = readings.flatMap(\.diagnostics) + faults
    Console.say(diagnostics.isEmpty ? "no faults, no warnings\n" : diagnostics.printed)
    let summaries = readings.compactMap { reading in
      reading.post.map { CheckReport(file: reading.file, post: $0).text }
    }
    try Console.answer(summaries.joined(separator: "\n"))
    if !faults.isEmpty || readings.contains(where: { $0.post == nil }) { throw ExitStatus.faultyInput.exitCode }
  }

  /// What only shows when a sound file is made ready to run.
  private func compilationFault(_ reading: ScenarioReading) -> Diagnostic? {
    guard let post = reading.post else { return nil }
    do throws(CompilationFault) {
      _ = try FlowNetwork(compiling: post)
      return nil
    } catch {
      return Diagnostic(severity: .error, file: reading.file, line: 0, column: 0, message: error.message)
    }
  }
}
