// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport

/// The program: reads its arguments and hands over to a subcommand.
@main
struct OSBP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Program.name,
    abstract: "Simulates one-stop border posts: who waits how long, where, and why.",
    discussion: HelpText.examples,
    version: "\(Program.name) \(Program.version)",
    subcommands: [
      CheckCommand.self, RunCommand.self, VerifyCommand.self, ExplainCommand.self, InitCommand.self,
      SchemaCommand.self,
    ])

  /// Writing to a pipe that nobody reads any more must end quietly, and a full disk in words: neither by a signal.
  static func main() {
    Interruption.turnSignalsOfWritingIntoErrors()
    main(nil)
  }
}
