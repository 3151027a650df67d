// SPDX-License-Identifier: GPL-3.0-or-later
import OutputAnalysis
import Testing

@Suite("Theory: the ratio over replications")
struct RatioAccumulatorTests {
  /// Pairs (10, 2), (30, 4), (20, 3): theta = 60 / 9 = 20/3. Residuals A - theta N: -10/3, 10/3, 0; squares sum to
  /// 200/9. se² = (200/9) / (3 x 2 x 3²) = 200/486, se = 0.641500; t with 2 degrees of freedom 4.302653;
  /// half-width 2.760153.
  @Test("Three replications, by hand")
  func byHand() throws {
    let ratio = accumulated([(10, 2), (30, 4), (20, 3)])
    let estimate = try ratio.estimate(confidence: 0.95)
    #expect(abs((estimate.value ?? 0) - 20.0 / 3) < 1e-14)
    #expect(abs((ratio.standardError ?? 0) - (200.0 / 486).squareRoot()) < 1e-14)
    #expect(abs((estimate.halfWidth ?? 0) - 2.760153) < 1e-6)
    #expect(estimate.replications == 3 && estimate.status == .few && estimate.estimator == .ratio)
  }

  /// A replication without entities adds nothing to the sums, but counts in n: pairs (0, 0), (6, 2), (2, 2):
  /// theta = 2; residuals 0, 2, -2; se² = 8 / (3 x 2 x (4/3)²) = 0.75.
  @Test("An empty replication, also the first, is no wait of zero")
  func emptyReplication() throws {
    for order in [[0, 1, 2], [1, 0, 2], [1, 2, 0]] {
      let pairs = [(0.0, 0.0), (6, 2), (2, 2)]
      let ratio = accumulated(order.map { pairs[$0] })
      #expect(abs((ratio.value ?? 0) - 2) < 1e-14)
      #expect(abs((ratio.standardError ?? 0) - 0.75.squareRoot()) < 1e-14)
    }
  }

  @Test("Nobody seen is missing, not zero; one replication has no interval")
  func missing() throws {
    let nobody = try accumulated([(0, 0), (0, 0)]).estimate(confidence: 0.95)
    #expect(nobody.value == nil && nobody.low == nil && nobody.high == nil && nobody.replications == 2)
    #expect(try RatioAccumulator().estimate(confidence: 0.95).value == nil)
    let one = try accumulated([(12, 3)]).estimate(confidence: 0.95)
    #expect(one.value == 4 && one.low == nil && one.high == nil)
  }

  /// Numerators 10^9 + 1, 2, 3 over 1: variance exactly 1, se² = 1/3. Squares of 10^18 would lose every digit of it.
  @Test("Large means do not cancel")
  func largeMeans() {
    let ratio = accumulated([(1e9 + 1, 1), (1e9 + 2, 1), (1e9 + 3, 1)])
    #expect(ratio.value == 1e9 + 2)
    #expect(abs((ratio.standardError ?? 0) - (1.0 / 3).squareRoot()) < 1e-12)
  }

  @Test("Numerators proportional to denominators have an interval of length zero")
  func proportional() throws {
    var ratio = RatioAccumulator()
    for entities in 1...1000 { ratio.add(numerator: 12.7 * Double(entities), denominator: Double(entities)) }
    let estimate = try ratio.estimate(confidence: 0.95)
    #expect(abs((estimate.value ?? 0) - 12.7) < 1e-12)
    #expect((estimate.halfWidth ?? 1) < 1e-12)
  }

  @Test("What is not finite is an error")
  func notFinite() {
    for bad in [Double.nan, .infinity, 1e300] {
      let ratio = accumulated([(1, 1), (bad, 1), (2, 1)])
      #expect(throws: EstimationError.notFinite) { try ratio.estimate(confidence: 0.95) }
    }
    #expect(throws: EstimationError.confidenceOutOfRange(1)) { try accumulated([]).estimate(confidence: 1) }
  }

  @Test("With a length of time below the line it is called a time average")
  func timeAverage() throws {
    let estimate = try accumulated([(2, 24), (3, 24)]).estimate(confidence: 0.9, estimator: .timeAverage)
    #expect(estimate.estimator == .timeAverage)
  }

  private func accumulated(_ pairs: [(Double, Double)]) -> RatioAccumulator {
    var ratio = RatioAccumulator()
    for (numerator, denominator) in pairs { ratio.add(numerator: numerator, denominator: denominator) }
    return ratio
  }
}

@Suite("Property: many ratios at once")
struct RatioAccumulatorsTests {
  @Test("Each cell has the bits of an accumulator of its own", arguments: [0, 1, 3, 4, 5, 37, 168])
  func sameBits(cells: Int) {
    var random = SplitMix64(seed: 11)
    var together = RatioAccumulators(count: cells)
    var apart = Array(repeating: RatioAccumulator(), count: cells)
    for _ in 0..<200 {
      var numerators = [Double]()
      var denominators = [Double]()
      for _ in 0..<cells {
        let entities = Double(random.integer(in: 0...3))
        numerators.append(entities * random.exponential())
        denominators.append(entities)
      }
      together.add(numerators: numerators, denominators: denominators)
      for cell in 0..<cells { apart[cell].add(numerator: numerators[cell], denominator: denominators[cell]) }
    }
    #expect(together.count == 200 && together.cells == cells)
    for cell in 0..<cells { #expect(together[cell] == apart[cell]) }
  }

  /// Cell 40 c to 40 c + 39 has its first pair in replication 7 c; the last block of all has none, nor a denominator
  /// where there is a numerator alone.
  @Test("Cells that are empty for long, or for ever, have the same bits too")
  func emptyCells() throws {
    var random = SplitMix64(seed: 12)
    var together = RatioAccumulators(count: 400)
    var apart = Array(repeating: RatioAccumulator(), count: 400)
    for replication in 0..<70 {
      let isFilled = (0..<400).map { $0 < 396 && replication >= $0 / 40 * 7 && random.integer(in: 0...1) == 1 }
      let numerators = isFilled.map { $0 ? random.exponential() : 0 }
      let denominators = isFilled.enumerated().map { $1 && $0 % 9 != 0 ? 1.0 : 0 }
      together.add(numerators: numerators, denominators: denominators)
      for cell in 0..<400 { apart[cell].add(numerator: numerators[cell], denominator: denominators[cell]) }
    }
    for cell in 0..<400 { #expect(together[cell] == apart[cell]) }
    #expect(together[399].value == nil)
    #expect(try together[399].estimate(confidence: 0.95).value == nil)
  }

  /// The two-pass formula over kept pairs, against the streaming one.
  @Test("Streaming equals the formula over kept pairs")
  func twoPass() {
    var random = SplitMix64(seed: 12)
    for scale in [1e-6, 1.0, 1e6] {
      var ratio = RatioAccumulator()
      var pairs = [(Double, Double)]()
      for _ in 0..<500 {
        let (numerator, denominator) = SyntheticDay.skewed(&random)
        pairs.append((numerator * scale, denominator))
        ratio.add(numerator: numerator * scale, denominator: denominator)
      }
      let sumOfDenominators = pairs.reduce(0) { $0 + $1.1 }
      let theta = pairs.reduce(0) { $0 + $1.0 } / sumOfDenominators
      let squares = pairs.reduce(0) { $0 + ($1.0 - theta * $1.1) * ($1.0 - theta * $1.1) }
      let mean = sumOfDenominators / 500
      let standardError = (squares / (500 * 499)).squareRoot() / mean
      #expect(abs((ratio.value ?? 0) / theta - 1) < 1e-12)
      #expect(abs((ratio.standardError ?? 0) / standardError - 1) < 1e-12)
      #expect(abs(ratio.meanDenominator / mean - 1) < 1e-12)
      #expect(abs(ratio.meanNumerator / (theta * mean) - 1) < 1e-12)
    }
  }
}
