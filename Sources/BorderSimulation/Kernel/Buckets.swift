// SPDX-License-Identifier: GPL-3.0-or-later

/// The histograms of all tallies: counts in buckets of equal width below 2^20 microseconds (about a second), and of 256
/// equal parts of each octave above, so that a bucket is at most 0.4 % of its values wide.
///
/// A tally's counts lie side by side, 34 kB, so that a value costs one addition; what lies above its largest value is
/// neither read nor cleared again.
package struct Buckets {
  static let linear = 64
  static let perOctave = 256
  /// Up to 2^53 microseconds, 285 years; larger values fall into the last bucket.
  static let perTally = linear + 33 * perOctave

  private let counts: UnsafeMutablePointer<UInt32>
  private let tallies: Int

  init(tallies: Int) {
    self.tallies = tallies
    let bytes = max(1, tallies) * Buckets.perTally * 4
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    counts = memory.bindMemory(to: UInt32.self, capacity: bytes / 4)
    counts.initialize(repeating: 0, count: bytes / 4)
  }

  func deallocate() { counts.deallocate() }

  /// The bucket of a value.
  package static func bucket(of value: Int64) -> Int {
    if value < 1 << 20 { return Int(value >> 14) }
    let octave = 63 - value.leadingZeroBitCount
    return min(perTally - 1, linear + (octave - 20) * perOctave + Int(value >> (Int64(octave) - 8)) & 255)
  }

  /// The same bucket, found without branches on the size.
  ///
  /// - Parameter number: The value as a number, whose exponent and first eight bits of fraction name the bucket.
  @inline(__always)
  package static func bucket(of value: Int64, _ number: Double) -> Int {
    let logarithmic = Int(truncatingIfNeeded: number.bitPattern &>> 44) &- (1023 &+ 20) &* 256
    return logarithmic < 0
      ? Int(truncatingIfNeeded: value &>> 14) : min(logarithmic &+ linear, perTally &- 1)
  }

  @inline(__always)
  mutating func count(_ value: Int64, _ number: Double, tally: Int) {
    counts[tally &* Buckets.perTally &+ Buckets.bucket(of: value, number)] &+= 1
  }

  /// Empties the histogram of a tally.
  mutating func clear(tally: Int, maximum: Int64) {
    (counts + tally * Buckets.perTally).update(repeating: 0, count: Buckets.bucket(of: maximum) + 1)
  }

  /// The largest number of buckets that so many values up to a maximum can fill.
  static func most(values: Int64, maximum: Int64) -> Int { min(Int(values), bucket(of: maximum) + 1) }

  /// Copies the buckets of a tally that hold something, ascending.
  ///
  /// - Parameter list: Room for one more than the buckets that hold something.
  /// - Returns: How many there are.
  func copy(tally: Int, maximum: Int64, to list: UnsafeMutablePointer<Observations.BucketCount>) -> Int {
    let cells = counts + tally * Buckets.perTally
    var filled = 0
    var bucket = 0
    let end = Buckets.bucket(of: maximum) + 1
    while bucket < end {
      // Most stretches of eight are empty. The last one may reach beyond the maximum, where all is empty, too.
      if isEmpty(UnsafeRawPointer(cells + bucket)) {
        bucket &+= 8
        continue
      }
      // Writes every bucket and keeps the filled ones: whether one is filled cannot be predicted.
      for index in bucket..<min(bucket &+ 8, end) {
        let count = cells[index]
        (list + filled).initialize(
          to: .init(tally: UInt32(truncatingIfNeeded: tally), bucket: UInt32(truncatingIfNeeded: index), count: count))
        // 1 unless the count is 0; written as a comparison it would become a branch.
        filled &+= Int(truncatingIfNeeded: (count | (0 &- count)) &>> 31)
      }
      bucket &+= 8
    }
    return filled
  }

  /// Whether eight counts are all zero; a tally has a multiple of eight.
  @inline(__always)
  private func isEmpty(_ eight: UnsafeRawPointer) -> Bool {
    eight.load(as: UInt64.self) | eight.load(fromByteOffset: 8, as: UInt64.self)
      | eight.load(fromByteOffset: 16, as: UInt64.self) | eight.load(fromByteOffset: 24, as: UInt64.self) == 0
  }
}
