// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy
import OutputAnalysis
import Testing

@Suite("Property: verdicts on expectations")
struct JudgementTests {
  /// Mean 10, standard error 0.02, 99 degrees of freedom.
  private let precise = JudgementTests.estimate(mean: 10, spread: 0.2)
  private let vague = JudgementTests.estimate(mean: 10, spread: 2)

  @Test("Right and precise holds; off by 1 % differs; not precise enough is inconclusive, however close")
  func verdicts() throws {
    #expect(try verdict(expected: 10, precise) == .holds)
    #expect(try verdict(expected: 10.05, precise) == .holds)
    #expect(try verdict(expected: 10.1, precise) == .differs)
    #expect(try verdict(expected: 9.9, precise) == .differs)
    #expect(try verdict(expected: 10, vague) == .inconclusive)
    #expect(try verdict(expected: 20, vague) == .differs)
    #expect(try verdict(expected: 10, try meanInterval(of: [10], confidence: 0.99)) == .inconclusive)
    #expect(try verdict(expected: 10, try meanInterval(of: [], confidence: 0.99)) == .inconclusive)
  }

  @Test("An estimate without spread holds if it is exact and differs if it is not")
  func withoutSpread() throws {
    let exact = try meanInterval(of: [3, 3, 3], confidence: 0.99)
    #expect(try verdict(expected: 3, exact) == .holds)
    #expect(try verdict(expected: 3.000_001, exact) == .differs)
  }

  @Test("A deviation that would differ alone holds among many")
  func together() throws {
    // z = 3: p = 0.0034.
    let expectation = Expectation(id: "a", measure: Measure(.arrivals), value: 10.06, source: "")
    #expect(try judgements(of: [expectation], by: [precise], level: 0.01)[0].verdict == .differs)
    let all = try judgements(
      of: Array(repeating: expectation, count: 10), by: Array(repeating: precise, count: 10), level: 0.01)
    #expect(all.allSatisfy { $0.verdict == .holds })
  }

  @Test("Small values may have a standard error of 0.001")
  func smallValues() {
    let expectation = Expectation(id: "a", measure: Measure(.arrivals), value: 0.02, source: "")
    #expect(expectation.standardErrorAllowed() == 0.001)
  }

  private func verdict(expected: Double, _ estimate: Estimate) throws -> Judgement.Verdict {
    let expectation = Expectation(id: "a", measure: Measure(.arrivals), value: expected, source: "")
    return try judgements(of: [expectation], by: [estimate], level: 0.01)[0].verdict
  }

  /// A hundred values of which half lie above and half below the mean.
  private static func estimate(mean: Double, spread: Double) -> Estimate {
    let values = (0..<100).map { mean + ($0 % 2 == 0 ? spread : -spread) }
    return (try? meanInterval(of: values, confidence: 0.99))
      ?? .missing(confidence: 0.99, replications: 0, estimator: .meanOfReplications)
  }
}
