// SPDX-License-Identifier: GPL-3.0-or-later

/// The histograms of all tallies: counts in buckets of equal width below 2^20 microseconds (about a second), and of 256
/// equal parts of each octave above, so that a bucket is at most 0.4 % of its values wide.
///
/// A page of counts is allocated when its first value falls into it, and kept for later replications.
struct BucketPages {
  static let pagesPerTally = 44
  static let linearBuckets = 64
  static let bucketsPerOctave = 256

  /// By tally and page: position among the pages in use, or -1.
  private let table: UnsafeMutablePointer<Int32>
  private let tableCount: Int
  private var counts: UnsafeMutablePointer<UInt32>
  private var used = 0
  private var capacity = 16

  init(tallies: Int) {
    tableCount = max(1, tallies * BucketPages.pagesPerTally)
    table = .allocate(capacity: tableCount)
    table.initialize(repeating: -1, count: tableCount)
    counts = .allocate(capacity: capacity * 256)
    counts.initialize(repeating: 0, count: capacity * 256)
  }

  func deallocate() {
    table.deallocate()
    counts.deallocate()
  }

  mutating func removeAll() { counts.update(repeating: 0, count: used * 256) }

  /// The bucket of a value: 0..<64 linear, then 256 for each octave from 2^20 on.
  static func bucket(of value: Int64) -> Int {
    if value < 1 << 20 { return Int(value >> 14) }
    let octave = 63 - value.leadingZeroBitCount
    return linearBuckets + (octave - 20) * bucketsPerOctave + Int(value >> (Int64(octave) - 8)) & 255
  }

  /// - Parameter number: The value as a number, whose exponent and first eight bits of fraction name the bucket.
  @inline(__always)
  mutating func count(_ value: Int64, _ number: Double, pages: Int) {
    let logarithmic = Int(truncatingIfNeeded: number.bitPattern &>> 44) &- (1023 &+ 20) &* 256
    let isLinear = logarithmic < 0
    let page = isLinear ? 0 : (logarithmic &>> 8) &+ 1
    let position = isLinear ? Int(truncatingIfNeeded: value &>> 14) : logarithmic & 255
    var place = table[pages &+ page]
    if place < 0 { place = open(pages &+ page) }
    counts[Int(place) &* 256 &+ position] &+= 1
  }

  @inline(never)
  private mutating func open(_ entry: Int) -> Int32 {
    if used == capacity {
      let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 512)
      larger.update(from: counts, count: capacity * 256)
      (larger + capacity * 256).initialize(repeating: 0, count: capacity * 256)
      counts.deallocate()
      counts = larger
      capacity *= 2
    }
    table[entry] = Int32(used)
    used += 1
    return Int32(used - 1)
  }

  /// All buckets that hold something, by tally, then bucket.
  func nonEmpty() -> [Observations.BucketCount] {
    var result: [Observations.BucketCount] = []
    for entry in 0..<tableCount where table[entry] >= 0 {
      let page = entry % BucketPages.pagesPerTally
      let first = page == 0 ? 0 : BucketPages.linearBuckets + (page - 1) * BucketPages.bucketsPerOctave
      let cells = counts + Int(table[entry]) * 256
      for position in 0..<256 where cells[position] > 0 {
        result.append(
          .init(
            tally: UInt32(entry / BucketPages.pagesPerTally), bucket: UInt32(first + position),
            count: cells[position]))
      }
    }
    return result
  }
}
