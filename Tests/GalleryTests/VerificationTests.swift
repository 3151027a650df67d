// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderScenario
import BorderStudy
import Foundation
import OutputAnalysis
import Testing

/// False alarms: each file is one family of two-sided t tests, judged together by Holm's procedure at 0.1 %, so that a
/// correct program fails a file with probability at most 0.001. Seed 1, fixed before anything was looked at; the
/// outcome does not change from run to run.
///
/// Power: this is a smoke test, with standard errors up to 2 % of the value (0.004 for values below 0.2). The verdict
/// that counts, at 0.5 %, is that of `Tests/Validation/verification`, which takes minutes. A measure that is not even
/// as precise as that is a failure.
@Suite("Theory, smoke: scenarios with expectations", .timeLimit(.minutes(10)))
struct VerificationTests {
  @Test("Every expectation of the file holds, with a standard error within 2 %", arguments: ScenarioFolder.expecting)
  func holds(file: String) throws {
    let path = ScenarioFolder.path + "/" + file
    let post = try #require(ScenarioReader.read(path: path).post)
    var others: [String: BorderPost] = [:]
    for other in Set(post.expectations.flatMap(\.measure.divisors).compactMap(\.file)) {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      others[other] = try #require(ScenarioReader.read(path: folder + "/" + other).post)
    }
    for judgement in try post.judgements(name: file, others: others, precision: 0.02) {
      #expect(judgement.verdict == .holds, "\(judgement.line)")
    }
  }

  @Test("So does every measure of the same kind with other parameters", arguments: SecondSetting.all)
  func holdsElsewhere(setting: SecondSetting) throws {
    var post = setting.post
    post.expectations = setting.expectations
    for judgement in try post.judgements(name: setting.name, precision: 0.01) {
      #expect(judgement.verdict == .holds, "\(judgement.line)")
    }
  }
}

extension BorderPost {
  /// Simulates the post and judges its expectations, all together at 0.1 %.
  func judgements(
    name: String, others: [String: BorderPost] = [:], precision: Double
  ) throws -> [Judgement] {
    // Files run beside each other already.
    let options = Verification.Options(seed: 1, threads: 1, precision: precision)
    var verification = try Verification(self, name: name, others: others, options: options)
    return try BorderStudy.judgements(
      of: expectations, by: verification.estimates(), level: 0.001, precision: precision)
  }
}

extension Judgement {
  /// What a reader needs to see why it failed.
  var line: String {
    let error = estimate.standardError ?? .nan
    return "\(expectation.id): expected \(expectation.value), estimate \(estimate.value ?? .nan), se \(error) "
      + "(\(estimate.replications) replications), z \(z ?? .nan), p \(pValue ?? .nan): \(verdict.rawValue)"
  }
}

enum ScenarioFolder {
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("scenarios").path

  /// Files that expect something, from the folder of the scenarios.
  static let expecting: [String] = {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().filter { name in
      let text = (try? String(contentsOfFile: path + "/" + name, encoding: .utf8)) ?? ""
      return text.hasPrefix("expect:") || text.contains("\nexpect:")
    }
  }()
}
