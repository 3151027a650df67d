// SPDX-License-Identifier: GPL-3.0-or-later
import BorderScenario
import BorderStudy
import Foundation
import OutputAnalysis
import Testing

/// False alarms: each kind is one family of two-sided t tests, judged together by Holm's procedure at 1 %, so that a
/// correct program fails a kind with probability at most 0.01, and any of the seven with at most 0.07 (0.14 with the
/// second settings). Seed 1, fixed before anything was looked at; the outcome does not change from run to run.
///
/// Power: a standard error above 0.5 % of the exact value (0.001 of a minute, entity or share if that is more) is a
/// failure too, so that a kind that passes has been looked at closely.
@Suite("Theory: kinds of queue with exact values")
struct VerificationTests {
  @Test("Every measure of the kind holds, with a standard error within 0.5 %", arguments: ExactValues.all)
  func holds(kind: VerificationKind) throws {
    for judgement in try kind.judgements(seed: 1) { #expect(judgement.verdict == .holds, "\(judgement.line)") }
  }

  @Test("So does every measure of the same kind with other parameters", arguments: SecondSetting.all)
  func holdsElsewhere(setting: SecondSetting) throws {
    let options = Study.Options(replications: setting.replications, seed: 1, threads: 1)
    let judgements = try Verification(setting.post, setting.expectations, options: options).judgements(level: 0.01)
    for judgement in judgements { #expect(judgement.verdict == .holds, "\(judgement.line)") }
  }
}

extension VerificationKind {
  /// Simulates the scenario of the kind and judges what came out, all measures together at 1 %.
  func judgements(seed: UInt64) throws -> [Judgement] {
    let post = try #require(ScenarioReader.read(path: ScenarioFolder.path + "/verification/\(name).yaml").post)
    // Kinds run beside each other already.
    let options = Study.Options(replications: replications, seed: seed, threads: 1)
    return try Verification(post, expectations, options: options).judgements(level: 0.01)
  }
}

extension Judgement {
  /// What a reader needs to see why it failed.
  var line: String {
    let error = estimate.standardError ?? .nan
    return "\(expectation.id): expected \(expectation.value), estimate \(estimate.value ?? .nan), se \(error) "
      + "(allowed \(expectation.standardErrorAllowed)), z \(z ?? .nan), p \(pValue ?? .nan): \(verdict.rawValue)"
  }
}

enum ScenarioFolder {
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("scenarios").path
}
