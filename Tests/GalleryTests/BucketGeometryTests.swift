// SPDX-License-Identifier: GPL-3.0-or-later
import BorderSimulation
import OutputAnalysis
import Testing

@Suite("Property: one geometry of histograms")
struct BucketGeometryTests {
  /// The kernel's last bucket takes everything from 2^53 microseconds, 285 years, on.
  private static let limit: Int64 = 1 << 53

  @Test("Kernel and analysis agree at every edge, one below and one above")
  func edges() {
    for bucket in 0..<BucketGeometry.index(of: BucketGeometryTests.limit) {
      let lower = BucketGeometry.lowerEdge(of: bucket)
      for value in [lower - 1, lower, lower + 1, lower + BucketGeometry.width(of: bucket) - 1]
      where value >= 0 && value < BucketGeometryTests.limit {
        #expect(Buckets.bucket(of: value) == BucketGeometry.index(of: value), "\(value)")
        #expect(Buckets.bucket(of: value, Double(value)) == BucketGeometry.index(of: value), "\(value)")
      }
    }
  }

  @Test("Kernel and analysis agree on a million random values of every size")
  func randomValues() {
    var state: UInt64 = 1
    var differences = 0
    for _ in 0..<1_000_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // The top six bits choose the size, the others the value.
      let value = Int64((state << 6) >> (11 + min(52, state >> 58)))
      let index = BucketGeometry.index(of: value)
      if Buckets.bucket(of: value) != index || Buckets.bucket(of: value, Double(value)) != index { differences += 1 }
    }
    #expect(differences == 0)
  }

  @Test("All buckets of the kernel are among those of the analysis")
  func range() {
    #expect(Buckets.bucket(of: .max) < BucketGeometry.buckets)
    #expect(Buckets.bucket(of: .max, Double(Int64.max)) == Buckets.bucket(of: .max))
    #expect(Buckets.bucket(of: BucketGeometryTests.limit - 1) == Buckets.bucket(of: .max))
  }
}
