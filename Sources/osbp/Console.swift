// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import BorderReport

/// Answers on standard output, everything else on standard error.
enum Console {
  /// Prints an answer.
  ///
  /// - Throws: An exit code if it cannot be written; nothing if whoever read it has gone.
  static func answer(_ text: String) throws {
    do throws(OutputError) {
      try StandardStream.output.write(text)
    } catch {
      try stop(because: error)
    }
  }

  /// Prints a remark; that nobody can read it is no reason to stop.
  static func say(_ text: String) { try? StandardStream.error.write(text) }

  /// Says why nothing can be written, and throws the exit code that belongs to it.
  static func stop(because error: OutputError) throws {
    guard let status = ExitStatus(error) else { return }
    say(Notices.error(error.message))
    throw status.exitCode
  }
}
