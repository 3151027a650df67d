// SPDX-License-Identifier: GPL-3.0-or-later
import OutputAnalysis
import Testing

@Suite("Property: buckets of a histogram")
struct BucketGeometryTests {
  /// 2^20 = 1,048,576. Linear width 2^14 = 16,384; first octave's width 2^12 = 4,096.
  private static let byHand: [(value: Int64, bucket: Int)] = [
    (0, 0), (16_383, 0), (16_384, 1), (1_048_575, 63), (1_048_576, 64), (1_052_671, 64), (1_052_672, 65),
    (2_097_151, 319), (2_097_152, 320), (2_105_344, 321), (Int64.max, 11_071),
  ]

  @Test("Values counted out by hand")
  func countedByHand() {
    for (value, bucket) in Self.byHand { #expect(BucketGeometry.index(of: value) == bucket) }
  }

  @Test("Edges are contiguous, and the first and last value of a bucket are in it")
  func contiguous() {
    var next: Int64 = 0
    for bucket in 0..<BucketGeometry.buckets {
      let lower = BucketGeometry.lowerEdge(of: bucket)
      let last = lower + (BucketGeometry.width(of: bucket) - 1)
      #expect(lower == next)
      #expect(BucketGeometry.index(of: lower) == bucket)
      #expect(BucketGeometry.index(of: last) == bucket)
      next = last &+ 1
    }
    // One past the last value of the last bucket is 2^63, which wraps to the smallest number.
    #expect(next == .min)
    #expect(BucketGeometry.buckets == 11_072)
  }

  @Test("A larger value is never in a lower bucket, and a bucket above the linear part is at most 0.4 % wide")
  func monotone() {
    var random = SplitMix64(seed: 21)
    var isMonotone = true
    var isInside = true
    var widest = 0.0
    for _ in 0..<1_000_000 {
      let shift = random.integer(in: 1...63)
      let value = Int64(random.next() >> UInt64(shift))
      let other = value &+ Int64(random.integer(in: 0...100_000))
      let bucket = BucketGeometry.index(of: value)
      if other >= value && BucketGeometry.index(of: other) < bucket { isMonotone = false }
      let lower = BucketGeometry.lowerEdge(of: bucket)
      let width = BucketGeometry.width(of: bucket)
      if value < lower || value - lower >= width { isInside = false }
      if bucket >= BucketGeometry.linearBuckets { widest = max(widest, Double(width) / Double(lower)) }
    }
    #expect(isMonotone)
    #expect(isInside)
    #expect(widest == 1.0 / 256)
  }
}
