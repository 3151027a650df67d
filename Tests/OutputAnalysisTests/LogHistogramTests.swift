// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import OutputAnalysis
import Testing

@Suite("Property: percentiles of a histogram")
struct LogHistogramTests {
  /// Shapes of data, a million values each.
  enum Shape: String, CaseIterable {
    case lognormal, bimodal, constant, zeros, sorted, reversed

    func values() -> [Int64] {
      var random = SplitMix64(seed: 31)
      let count = 1_000_000
      switch self {
      case .lognormal: return (0..<count).map { _ in Int64(6e7 * exp(1.2 * random.normal())) }
      case .bimodal:
        return (0..<count).map { _ in
          random.uniform() < 0.7 ? Int64(5e5 * random.uniform()) : Int64(3.6e9 + 1e8 * random.normal())
        }
      case .constant: return Array(repeating: 123_456_789, count: count)
      case .zeros: return (0..<count).map { _ in random.uniform() < 0.6 ? 0 : Int64(6e8 * random.exponential()) }
      case .sorted: return Shape.lognormal.values().sorted()
      case .reversed: return Shape.lognormal.values().sorted(by: >)
      }
    }
  }

  @Test("They lie in the bucket of the exact order statistic", arguments: Shape.allCases)
  func againstSorting(shape: Shape) throws {
    let values = shape.values()
    var histogram = LogHistogram()
    for value in values { histogram.record(value) }
    let sorted = values.sorted()
    #expect(histogram.count == 1_000_000)
    #expect(histogram.minimum == sorted.first && histogram.maximum == sorted.last)
    for probability in [0.000_001, 0.01, 0.25, 0.5, 0.59, 0.6, 0.61, 0.7, 0.9, 0.95, 0.99, 0.999_999] {
      let rank = probability * 1_000_000
      let exact = sorted[Int(rank.rounded(.up)) - 1]
      let found = try #require(histogram.quantile(probability))
      let bucket = BucketGeometry.index(of: exact)
      let lower = BucketGeometry.lowerEdge(of: bucket)
      let upper = lower + BucketGeometry.width(of: bucket)
      #expect(found >= Double(lower) && found <= Double(upper))
      #expect(found >= Double(sorted[0]) && found <= Double(sorted[999_999]))
      // The error in rank is at most the number of values in the bucket.
      let firstInside = sorted.partitioningIndex { $0 >= lower }
      let firstAbove = sorted.partitioningIndex { $0 >= upper }
      let rankFound = sorted.partitioningIndex { Double($0) > found }
      #expect(rankFound >= firstInside && rankFound <= firstAbove)
      #expect(Double(firstInside) < rank && rank <= Double(firstAbove))
      if shape == .constant { #expect(found == 123_456_789) }
      if exact == 0 { #expect(found == 0) }
    }
  }

  @Test("The order of values changes nothing")
  func order() {
    var (forwards, backwards) = (LogHistogram(), LogHistogram())
    let values = Shape.bimodal.values()
    for value in values { forwards.record(value) }
    for value in values.reversed() { backwards.record(value) }
    #expect(forwards == backwards)
    for probability in [0.1, 0.5, 0.9] { #expect(forwards.quantile(probability) == backwards.quantile(probability)) }
  }

  @Test("Merging is commutative and associative, and equals counting all values together")
  func merge() {
    var parts = Array(repeating: LogHistogram(), count: 3)
    var together = LogHistogram()
    var random = SplitMix64(seed: 32)
    for part in 0..<3 {
      for _ in 0..<20_000 {
        let value = Int64(random.next() >> UInt64(random.integer(in: 1...63)))
        parts[part].record(value)
        together.record(value)
      }
    }
    var leftFirst = parts[0]
    leftFirst.merge(parts[1])
    leftFirst.merge(parts[2])
    var rightFirst = parts[2]
    rightFirst.merge(parts[1])
    rightFirst.merge(parts[0])
    #expect(leftFirst == rightFirst)
    #expect(leftFirst == together)
    var withNothing = together
    withNothing.merge(LogHistogram())
    #expect(withNothing == together)
  }

  /// Ten values in the bucket [2^20, 2^20 + 4096): the median has rank 5, half way through the bucket:
  /// 2^20 + 2048 = 1,050,624.
  @Test("Inside a bucket values are taken as spread evenly, between the extremes if these are known")
  func interpolation() {
    var histogram = LogHistogram()
    histogram.add(count: 10, toBucket: 64)
    #expect(histogram.quantile(0.5) == 1_050_624)
    #expect(histogram.maximum == nil)
    histogram.note(values: 10, zeros: 0, minimum: 1_048_600, maximum: 1_048_700)
    #expect(histogram.quantile(0.5) == 1_048_650)
    #expect(histogram.maximum == 1_048_700)
    // A further value of unknown size takes the bounds away again.
    histogram.add(count: 1, toBucket: 64)
    #expect(histogram.maximum == nil)
  }

  /// Six zeros and four values in (0, 16384): rank 8 is half way through the four.
  @Test("Zeros are exact")
  func zeros() {
    var histogram = LogHistogram()
    histogram.add(count: 10, toBucket: 0)
    histogram.note(values: 10, zeros: 6, maximum: 10_000)
    #expect(histogram.quantile(0.6) == 0)
    #expect(histogram.quantile(0.8) == 5_000)
    #expect(LogHistogram().quantile(0.5) == nil)
  }
}

extension [Int64] {
  /// The first position of an ascending array from which the condition holds.
  fileprivate func partitioningIndex(where holds: (Int64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
