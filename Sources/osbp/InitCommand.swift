// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport
import BorderScenario

/// `osbp init [FILE]`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: HelpText.initAbstract, discussion: HelpText.initExamples)

  @Argument(help: ArgumentHelp(HelpText.newFile, valueName: "file"))
  var file = "post.yaml"

  func run() throws {
    do throws(OutputError) {
      try NewFile.write(StarterScenario.text, to: file)
    } catch {
      try Console.stop(because: error)
    }
    try Console.answer(Notices.started(file))
  }
}
