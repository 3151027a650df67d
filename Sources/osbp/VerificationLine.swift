// SPDX-License-Identifier: GPL-3.0-or-later
import BorderReport
import BorderStudy

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How far the verification of one scenario has come, on standard error: a line rewritten on a terminal, else one line
/// when it is done.
struct VerificationLine {
  let title: String
  let isQuiet: Bool
  private let start = ContinuousClock.now
  private let isTerminal = isatty(2) == 1
  private var latest: Verification.Progress?
  private var lastLength = 0
  private var lastShown = ContinuousClock.now

  init(title: String, isQuiet: Bool) {
    self.title = title
    self.isQuiet = isQuiet
  }

  mutating func update(_ progress: Verification.Progress) {
    latest = progress
    guard isTerminal, !isQuiet, lastShown.duration(to: .now) > .milliseconds(100) else { return }
    lastShown = .now
    rewrite(text(progress))
  }

  private func text(_ progress: Verification.Progress) -> String {
    Notices.verified(title, replications: progress.replications, needed: progress.needed)
  }

  private mutating func rewrite(_ line: String) {
    let padding = String(repeating: " ", count: max(0, lastLength - line.count))
    lastLength = line.count
    Console.say("\r" + line + padding)
  }

  /// Says what was made.
  mutating func end() {
    guard !isQuiet, let latest else { return }
    let seconds = start.duration(to: .now) / .seconds(1)
    let line = Notices.verified(title, replications: latest.replications, after: seconds)
    if isTerminal {
      rewrite(line)
      Console.say("\n")
    } else {
      Console.say(Notices.note(line))
    }
  }
}
