// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import BorderSimulation
import Foundation
import Testing

/// What became of damaged scenarios.
struct MutationTally {
  var files = 0
  var bytes = 0
  var posts = 0
  var refusedByCompiler = 0
  var runs = 0
  var faultsOfRuns: [String: Int] = [:]
  var errors = 0
  var warnings = 0
  /// Seconds of the slowest file, and its number.
  var slowest = 0.0
  var slowestNumber = 0
  /// What should not have happened, with the number of the mutant.
  var failures: [String] = []

  /// One line each.
  var lines: [String] {
    let faults = faultsOfRuns.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let refused = files - posts
    return [
      "mutants read: \(files), \(bytes) bytes",
      "refused with an error: \(refused), \(errors) errors in all, each with place and cure; \(warnings) warnings",
      "read as a post: \(posts); refused by the compiler: \(refusedByCompiler); run for a day: \(runs)",
      "runs that ended with a fault: \(faults.isEmpty ? "none" : faults)",
      "slowest: number \(slowestNumber), \(Double(Int(slowest * 1000)) / 1000) s from its bytes to its end",
      "crashes, hangs and broken promises: \(failures.count)",
    ] + failures.prefix(20)
  }

  /// Reads, compiles and runs a mutant for at most `eventLimit` events.
  mutating func take(_ number: Int, _ mutant: [UInt8], eventLimit: Int64 = 2_000) {
    let start = ContinuousClock.now
    files += 1
    bytes += mutant.count
    let reading = ScenarioReader.read(bytes: mutant, file: "m.yaml")
    judge(reading, number)
    if let post = reading.post {
      posts += 1
      run(post, number, eventLimit)
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    if seconds > slowest { (slowest, slowestNumber) = (seconds, number) }
  }

  private mutating func judge(_ reading: ScenarioReading, _ number: Int) {
    var errorCount = 0
    let lineCount = reading.bytes.count { $0 == 10 || $0 == 13 } + 2
    for diagnostic in reading.diagnostics {
      if diagnostic.severity == .error { errorCount += 1 }
      if diagnostic.message.isEmpty || diagnostic.fix.isEmpty {
        failures.append("mutant \(number): no reason or no cure: \(diagnostic)")
      }
      let isOfWholeFile = ["the file ", "only the first ", "more than ", "this is not YAML", "too many levels"]
        .contains { diagnostic.message.hasPrefix($0) }
      let hasPlace = diagnostic.line > 0 && diagnostic.column > 0
      if !hasPlace && !isOfWholeFile { failures.append("mutant \(number): no place: \(diagnostic)") }
      // A few line ends of Unicode are no byte; files of the project have none.
      if diagnostic.file == "m.yaml" && diagnostic.line > lineCount + 10 {
        failures.append("mutant \(number): a place beyond the end: \(diagnostic)")
      }
    }
    errors += errorCount
    warnings += reading.diagnostics.count - errorCount
    if (errorCount > 0) != (reading.post == nil) {
      failures.append("mutant \(number): an error and a post, or neither")
    }
  }

  private mutating func run(_ post: BorderPost, _ number: Int, _ eventLimit: Int64) {
    var post = post
    if canonicalDescription(of: post).isEmpty { failures.append("mutant \(number): no description") }
    post.calendar.days = 1
    post.calendar.warmUpDays = min(1, post.calendar.warmUpDays)
    do throws(CompilationFault) {
      let network = try FlowNetwork(compiling: post)
      let runner = ReplicationRunner(network, options: .init(eventLimit: eventLimit))
      guard let observations = runner.observations(replication: 1, seed: 1, shouldStop: { false }) else {
        failures.append("mutant \(number): a run gave up")
        return
      }
      runs += 1
      guard let fault = observations.fault else { return }
      if case .conservation = fault { failures.append("mutant \(number): \(fault)") }
      faultsOfRuns[String("\(fault)".prefix { $0 != "(" }), default: 0] += 1
    } catch {
      refusedByCompiler += 1
      if error.message.isEmpty { failures.append("mutant \(number): the compiler gives no reason") }
    }
  }
}

@Suite("Property: random damage")
struct MutationTests {
  /// Every scenario of the project, a post with most words, and the starter.
  private static func mutator() throws -> ScenarioMutator {
    let texts = try ScenarioFiles.all.map { try String(contentsOfFile: $0, encoding: .utf8) }
    let all = texts + [GoodScenario.text, LanguagePage.example, StarterScenario.text]
    return ScenarioMutator(files: all.map { Array($0.utf8) }, words: Explanation.terms.sorted())
  }

  @Test("A damaged scenario ends with errors, a refusal or a run: each error has a place, nothing crashes")
  func damage() throws {
    let mutator = try Self.mutator()
    var tally = MutationTally()
    let clock = ContinuousClock()
    let end = clock.now + .seconds(8)
    var number = 0
    while number < 20_000, clock.now < end || number < 200 {
      tally.take(number, mutator.mutant(number))
      number += 1
    }
    #expect(tally.failures.isEmpty, "\(tally.lines.joined(separator: "\n"))")
    // On a machine as slow as this bound is wide; a reader that is not linear needs minutes.
    #expect(tally.slowest < 10)
    #expect(tally.posts > number / 50 && tally.files - tally.posts > number / 10)
  }

  /// The long run: `Tests/Validation/fuzz/mutations`.
  @Test(
    "Many damaged scenarios",
    .enabled(if: ProcessInfo.processInfo.environment["OSBP_MUTATIONS"] != nil))
  func longRun() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = try #require(Int(environment["OSBP_MUTATIONS"] ?? ""))
    let first = Int(environment["OSBP_MUTATIONS_FROM"] ?? "") ?? 1_000_000
    let path = try #require(environment["OSBP_MUTATIONS_REPORT"])
    let mutator = try Self.mutator()
    var tally = MutationTally()
    for number in first..<(first + count) {
      tally.take(number, mutator.mutant(number))
      // After a crash the last report tells between which numbers to look.
      guard tally.files % 10_000 == 0 || tally.files == count else { continue }
      let numbers = "numbers \(first) to \(number)"
      try ([numbers] + tally.lines).joined(separator: "\n").appending("\n")
        .write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(tally.failures.isEmpty)
    #expect(tally.slowest < 10)
  }
}
