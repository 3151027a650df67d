// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("Property: interruptions", .serialized)
struct InterruptionTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Starts a run that takes minutes, and waits until some replications are finished.
  private func start() throws -> Running {
    let running = try Running(
      Program.path,
      ["run", Program.tutorial, "--replications", "100000000", "--days", "28", "--out", scratch.path("r")])
    let deadline = Date(timeIntervalSinceNow: 20)
    while !scratch.exists("r.partial") && Date() < deadline { usleep(10_000) }
    usleep(700_000)
    #expect(running.isRunning)
    return running
  }

  @Test("The first signal keeps the finished replications and ends with 130", arguments: [SIGINT, SIGTERM])
  func first(signal: Int32) throws {
    let running = try start()
    running.send(signal)
    let outcome = try running.outcome()
    #expect(outcome.exitCode == 130 && !outcome.wasKilled)
    #expect(outcome.output.contains("CROSSING TIME") && outcome.output.contains("(interrupted)"))
    let manifest = try scratch.manifest("r")
    let finished = try #require(manifest["replications_finished"] as? Int)
    #expect(manifest["interrupted"] as? Bool == true && finished > 0 && finished < 100_000_000)
    #expect(try scratch.names() == ["r"])
    // What was kept is what a run of that many replications observes.
    let again = try Program.run(
      ["run", Program.tutorial, "--replications", "\(finished)", "--days", "28", "--out", scratch.path("s"), "--quiet"])
    #expect(again.exitCode == 0)
    let digests = try ["r", "s"].map { try (scratch.manifest($0)["digests"] as? [String: String])?["observations"] }
    #expect(digests[0] != nil && digests[0] == digests[1])
  }

  @Test("Before the first replication is finished there is nothing to keep, and nothing is left")
  func early() throws {
    let running = try Running(
      Program.path, ["run", Program.tutorial, "--replications", "1", "--days", "36525", "--out", scratch.path("r")])
    let deadline = Date(timeIntervalSinceNow: 20)
    while !scratch.exists("r.partial") && Date() < deadline { usleep(1_000) }
    running.send(SIGINT)
    let outcome = try running.outcome()
    #expect(outcome.exitCode == 130 && !outcome.wasKilled && outcome.output.isEmpty)
    #expect(outcome.errors.contains("nothing to report"))
    #expect(try scratch.names().isEmpty)
  }

  @Test("A second signal leaves at once, and the folder does not get its final name")
  func second() throws {
    let running = try start()
    running.send(SIGINT)
    running.send(SIGTERM)
    let outcome = try running.outcome()
    #expect(outcome.exitCode == 130 && !outcome.wasKilled && outcome.output.isEmpty)
    #expect(!scratch.exists("r"))
    // The rest is replaced by the next run.
    let next = try Program.run(["run", Program.tutorial, "--replications", "2", "--out", scratch.path("r")])
    #expect(next.exitCode == 0 && next.errors.contains("r.partial"))
    #expect(try scratch.names() == ["r"])
  }
}
