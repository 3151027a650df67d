// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts of whole numbers in buckets of at most 0.4 % relative width, for percentiles of any number of values.
///
/// Counts are exact, so merging does not depend on order. Memory follows the octaves that hold a value (2 kB each), not
/// the number of values. See `BucketGeometry` for the buckets.
public struct LogHistogram: Sendable {
  /// Values counted.
  public private(set) var count: Int64 = 0
  /// Values known to be exactly zero; they are part of bucket 0.
  public private(set) var zeros: Int64 = 0
  /// Counts of the linear part, then of each octave in the order of first use.
  private var counts = [Int64](repeating: 0, count: BucketGeometry.linearBuckets)
  /// Where the counts of an octave begin; 0 for an octave that holds no value.
  private var starts = [Int](repeating: 0, count: BucketGeometry.octaves)
  /// Values whose extremes have been told; only if it reaches `count` do the extremes bound all values.
  private var boundedValues: Int64 = 0
  private var smallest = Int64.max
  private var largest = Int64.min

  public init() {}

  /// Counts one value, with its exact size for the extremes.
  ///
  /// - Parameter value: 0 or more.
  public mutating func record(_ value: Int64) {
    add(count: 1, toBucket: BucketGeometry.index(of: value))
    note(values: 1, zeros: value == 0 ? 1 : 0, minimum: value, maximum: value)
  }

  /// Adds values that were counted elsewhere by the same geometry.
  ///
  /// - Parameters:
  ///   - count: 0 or more.
  ///   - bucket: 0 ..< `BucketGeometry.buckets`.
  public mutating func add(count added: Int64, toBucket bucket: Int) {
    precondition(added >= 0, "A count cannot be below 0.")
    guard added > 0 else { return }
    counts[position(ofBucket: bucket)] += added
    count += added
  }

  /// Tells what is known exactly about values added to buckets, to sharpen percentiles at the ends.
  ///
  /// - Parameters:
  ///   - values: Number of values this is about; each value may be told about once.
  ///   - zeros: How many of them are exactly 0.
  ///   - minimum: No value is smaller; 0 if unknown.
  ///   - maximum: No value is larger.
  public mutating func note(values: Int64, zeros: Int64, minimum: Int64 = 0, maximum: Int64) {
    precondition(values >= 0 && zeros >= 0 && zeros <= values, "No more zeros than values.")
    guard values > 0 else { return }
    precondition(minimum >= 0 && minimum <= maximum, "A minimum must lie between 0 and the maximum.")
    boundedValues += values
    self.zeros += zeros
    smallest = min(smallest, minimum)
    largest = max(largest, maximum)
  }

  /// Adds all values of another histogram.
  public mutating func merge(_ other: LogHistogram) {
    for place in 0..<BucketGeometry.linearBuckets { counts[place] += other.counts[place] }
    for octave in 0..<BucketGeometry.octaves where other.starts[octave] > 0 {
      makeRoom(forOctave: octave)
      let (start, otherStart) = (starts[octave], other.starts[octave])
      for place in 0..<BucketGeometry.bucketsPerOctave { counts[start + place] += other.counts[otherStart + place] }
    }
    count += other.count
    note(values: other.boundedValues, zeros: other.zeros, minimum: other.smallest, maximum: other.largest)
  }

  /// Calls the function for each bucket that holds a value, in ascending order.
  public func forEachBucket(_ body: (_ bucket: Int, _ count: Int64) -> Void) {
    for bucket in 0..<BucketGeometry.linearBuckets where counts[bucket] > 0 { body(bucket, counts[bucket]) }
    for octave in 0..<BucketGeometry.octaves where starts[octave] > 0 {
      let first = BucketGeometry.linearBuckets + octave * BucketGeometry.bucketsPerOctave
      for place in 0..<BucketGeometry.bucketsPerOctave where counts[starts[octave] + place] > 0 {
        body(first + place, counts[starts[octave] + place])
      }
    }
  }

  /// Where the count of a bucket stands; makes room for its octave if this is its first value.
  @inline(__always)
  private mutating func position(ofBucket bucket: Int) -> Int {
    if bucket < BucketGeometry.linearBuckets { return bucket }
    let above = bucket - BucketGeometry.linearBuckets
    let octave = above >> BucketGeometry.octaveBucketBits
    if starts[octave] == 0 { makeRoom(forOctave: octave) }
    return starts[octave] + above & (BucketGeometry.bucketsPerOctave - 1)
  }

  @inline(never)
  private mutating func makeRoom(forOctave octave: Int) {
    guard starts[octave] == 0 else { return }
    starts[octave] = counts.count
    counts.append(contentsOf: repeatElement(0, count: BucketGeometry.bucketsPerOctave))
  }
}

extension LogHistogram {
  /// The smallest value, if every value's extremes are known; a lower bound of it if minima were told as 0.
  public var minimum: Int64? { count > 0 && boundedValues == count ? smallest : nil }

  /// The largest value, if every value's extremes are known.
  public var maximum: Int64? { count > 0 && boundedValues == count ? largest : nil }

  /// The value that a share of all values does not exceed.
  ///
  /// Lies in the bucket of the exact order statistic, whose rank is the smallest not below `probability` x `count`;
  /// inside the bucket the values are taken as spread evenly. Exact where that value is 0 and was told so.
  ///
  /// - Parameter probability: Above 0 and below 1.
  /// - Returns: In the unit of the values; `nil` without values.
  public func quantile(_ probability: Double) -> Double? {
    precondition(probability > 0 && probability < 1, "A probability must be above 0 and below 1.")
    guard count > 0 else { return nil }
    let rank = probability * Double(count)
    var below: Int64 = 0
    var found: (bucket: Int, below: Int64, count: Int64)?
    forEachBucket { bucket, count in
      if found == nil && Double(below + count) >= rank { found = (bucket, below, count) }
      below += count
    }
    // Rounding may leave the rank above the sum of counts; then it is the last bucket that holds a value.
    guard let found else { return maximum.map(Double.init) }
    return interpolate(rank: rank, bucket: found.bucket, below: found.below, count: found.count)
  }

  /// The value at a rank inside a bucket, cut to the extremes.
  private func interpolate(rank: Double, bucket: Int, below: Int64, count inside: Int64) -> Double {
    var (below, inside) = (below, inside)
    if bucket == 0 {
      // Zeros come first; a rank among them has a share below 0 of the others, which is cut to the lower edge, 0.
      below += zeros
      inside -= zeros
    }
    var lower = Double(BucketGeometry.lowerEdge(of: bucket))
    var upper = lower + Double(BucketGeometry.width(of: bucket))
    if let minimum { lower = max(lower, Double(minimum)) }
    if let maximum { upper = max(min(upper, Double(maximum)), lower) }
    let share = inside > 0 ? (rank - Double(below)) / Double(inside) : 0
    return lower + min(max(share, 0), 1) * (upper - lower)
  }
}

extension LogHistogram: Equatable {
  /// Whether the same values were counted and told about, whatever the order.
  public static func == (a: LogHistogram, b: LogHistogram) -> Bool {
    guard a.count == b.count, a.zeros == b.zeros, a.boundedValues == b.boundedValues else { return false }
    guard a.smallest == b.smallest, a.largest == b.largest else { return false }
    for octave in 0..<BucketGeometry.octaves where (a.starts[octave] > 0) != (b.starts[octave] > 0) { return false }
    var (countsOfA, countsOfB) = ([Int64](), [Int64]())
    a.forEachBucket { countsOfA += [Int64($0), $1] }
    b.forEachBucket { countsOfB += [Int64($0), $1] }
    return countsOfA == countsOfB
  }
}
