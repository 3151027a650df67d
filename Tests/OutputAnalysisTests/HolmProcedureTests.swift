// SPDX-License-Identifier: GPL-3.0-or-later
import OutputAnalysis
import Testing

@Suite("Theory: several tests together")
struct HolmProcedureTests {
  @Test("By hand: four p-values at 5 %, of which two are rejected")
  func byHand() {
    // 0.005 <= 0.05 / 4, 0.01 <= 0.05 / 3, 0.03 > 0.05 / 2.
    #expect(holmRejections(pValues: [0.01, 0.04, 0.03, 0.005], level: 0.05) == [true, false, false, true])
  }

  @Test("It stops at the first that is not rejected, though a later one is below the level")
  func stops() {
    #expect(holmRejections(pValues: [0.049, 0.026], level: 0.05) == [false, false])
    #expect(holmRejections(pValues: [0.049, 0.025], level: 0.05) == [true, true])
  }

  @Test("What could not be tested is never rejected, but counts")
  func untested() {
    #expect(holmRejections(pValues: [nil, 0.025], level: 0.05) == [false, true])
    #expect(holmRejections(pValues: [nil, 0.026], level: 0.05) == [false, false])
    #expect(holmRejections(pValues: [], level: 0.05) == [])
  }

  @Test("The tail beyond a critical value of t is what the confidence leaves over", arguments: [1, 2, 9, 59, 100_000])
  func tail(degreesOfFreedom: Int) throws {
    for confidence in [0.5, 0.9, 0.99, 0.999_999] {
      let critical = try StudentT.criticalValue(confidence: confidence, degreesOfFreedom: degreesOfFreedom)
      for value in [critical, -critical] {
        let tail = try StudentT.twoSidedTail(beyond: value, degreesOfFreedom: degreesOfFreedom)
        #expect(abs(tail / (1 - confidence) - 1) < 1e-9)
      }
    }
    #expect(try StudentT.twoSidedTail(beyond: 0, degreesOfFreedom: degreesOfFreedom) == 1)
    #expect(try StudentT.twoSidedTail(beyond: .infinity, degreesOfFreedom: degreesOfFreedom) == 0)
    #expect(throws: EstimationError.notFinite) {
      try StudentT.twoSidedTail(beyond: .nan, degreesOfFreedom: degreesOfFreedom)
    }
  }

  @Test("An estimate carries the standard error and the degrees of freedom of its interval, in its unit")
  func carriesError() throws {
    let estimate = try meanInterval(of: [1, 2, 3, 4], confidence: 0.95)
    #expect(abs((estimate.standardError ?? 0) - (5.0 / 12).squareRoot()) < 1e-12)
    #expect(estimate.degreesOfFreedom == 3)
    #expect(abs((estimate.scaled(by: 60).standardError ?? 0) - 60 * (5.0 / 12).squareRoot()) < 1e-9)
    #expect(try meanInterval(of: [1], confidence: 0.95).standardError == nil)
  }
}
