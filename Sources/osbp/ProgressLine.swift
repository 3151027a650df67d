// SPDX-License-Identifier: GPL-3.0-or-later
import BorderReport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How far a study has come, on standard error: one line rewritten on a terminal, else a line for every tenth.
struct ProgressLine {
  private let text: ProgressText
  private let asked: Int
  private let start = ContinuousClock.now
  private let isTerminal = isatty(2) == 1
  private var lastLength = 0

  /// - Parameter asked: Replications asked for.
  init(asked: Int) {
    self.asked = asked
    text = ProgressText(asked: asked)
  }

  mutating func update(finished: Int) {
    let elapsed = start.duration(to: .now) / .seconds(1)
    if isTerminal {
      rewrite(text.line(finished: finished, after: elapsed))
      if finished == asked { end() }
    } else if text.isTenth(finished: finished) {
      Console.say(Notices.note(text.line(finished: finished, after: elapsed)))
    }
  }

  private mutating func rewrite(_ line: String) {
    let padding = String(repeating: " ", count: max(0, lastLength - line.count))
    lastLength = line.count
    Console.say("\r" + line + padding)
  }

  /// Leaves the line as it stands, so that the next words begin below it.
  mutating func end() {
    if isTerminal && lastLength > 0 { Console.say("\n") }
    lastLength = 0
  }
}
