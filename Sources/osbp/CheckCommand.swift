// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport
import BorderScenario

/// `osbp check FILE...`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: HelpText.checkAbstract, discussion: HelpText.checkExamples)

  @Argument(help: ArgumentHelp(HelpText.scenarioFiles, valueName: "file"))
  var files: [String]

  func run() throws {
    let readings = files.map { ScenarioReader.read(path: $0) }
    Console.say(readings.flatMap(\.diagnostics).printed)
    let summaries = readings.compactMap { reading in
      reading.post.map { CheckReport(file: reading.file, post: $0).text }
    }
    try Console.answer(summaries.joined(separator: "\n"))
    if readings.contains(where: { $0.post == nil }) { throw ExitStatus.faultyInput.exitCode }
  }
}
